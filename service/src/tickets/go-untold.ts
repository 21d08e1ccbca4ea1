import type { Call } from "../calls/core/call.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { leavesUntold } from "./core/decide.ts";
import { factsFor, wasOpen } from "./surroundings.ts";

/**
 * Whether helpdesk and contacts are to hear nothing of a call whose caller nobody knows, or that may turn out so at
 * its end, or once the settings can be read.
 */
export function mayGoUntold(integration: KnownIntegration, call: Call): boolean {
  if (integration.tickets.unreadable !== null) return true;
  const facts = factsFor(integration, call, {
    open: wasOpen(integration, call.startedAt),
    contact: { known: false, vip: false },
  });
  return leavesUntold(integration.tickets.settings, facts);
}
