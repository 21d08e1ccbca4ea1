import { callerNumber } from "../contacts/core/number.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { extensionsOf } from "../live/core/view.ts";
import type { Call } from "./core/call.ts";
import type { Keys } from "./store.ts";

/** What a call is looked up by: the number outside as numbers are compared, and the extensions in it. */
export function keysOf(call: Call, integration: KnownIntegration | undefined): Keys {
  const outside = call.outsideE164 ?? call.outsideNumber;
  return {
    outsideKey: outside === null ? null : outsideKeyOf(outside, integration),
    extensions: extensionsOf(call),
  };
}

/** E.164 where the number is valid, else its digits; null where it is no number. */
export function outsideKeyOf(
  number: string,
  integration: Pick<KnownIntegration, "defaultCountry" | "dialRules"> | undefined,
): string | null {
  const { defaultCountry = "", dialRules } = integration ?? {};
  return callerNumber(number, defaultCountry, dialRules?.outside_prefix)?.value ?? null;
}
