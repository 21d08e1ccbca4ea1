import type { DialPreview } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import { numberToDial, type NumberToDial } from "./core/dial-rules.ts";

/** The number to dial by the integration's rules; null when what was written is none. */
export function numberFor(integration: KnownIntegration, written: string): NumberToDial | null {
  const { extensions, queues } = integration.directory;
  return numberToDial(written, {
    rules: integration.dialRules,
    country: integration.defaultCountry,
    ownNumbers: new Set([...extensions, ...queues]),
  });
}

/** The number as it would be dialled, and as people read it. */
export function previewOf(integration: KnownIntegration, written: string): DialPreview {
  const number = numberFor(integration, written);
  if (number === null) return { dialled: null, shown: written.trim(), internal: false };
  const { dialled, internal } = number;
  const name = internal ? integration.names.get(dialled) : undefined;
  return { dialled, shown: name ?? number.shown, internal };
}
