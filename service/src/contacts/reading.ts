import type { KnownIntegration } from "../integrations/registry.ts";
import type { Matching } from "./core/match.ts";
import type { Reading } from "./core/read-caller.ts";

/** How an integration reads the numbers that its PBX signals. */
export function readingOf({ defaultCountry, dialRules, directory }: KnownIntegration): Reading {
  return { country: defaultCountry, outsidePrefix: dialRules.outside_prefix, directory };
}

/** How an integration compares them with those of its contacts. */
export function matchingOf({ defaultCountry, contacts }: KnownIntegration): Matching {
  return { country: defaultCountry, lastDigits: contacts.lastDigits };
}
