import type { Call } from "../calls/core/call.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { leavesUntold } from "./core/decide.ts";
import { ruleFactsOf } from "./core/rule-facts.ts";
import { contextOf } from "./surroundings.ts";

/**
 * Whether helpdesk and contacts are to hear nothing of a call whose caller nobody knows, or that may turn out so at
 * its end.
 */
export function mayGoUntold(integration: KnownIntegration, call: Call): boolean {
  const { settings, choices } = integration.tickets;
  const facts = ruleFactsOf(call, {
    settings,
    choices,
    agents: integration.agents,
    country: integration.defaultCountry,
    open: contextOf(integration, call, { note: null, contactName: null }).open,
    contact: { known: false, vip: false },
  });
  return leavesUntold(settings, facts);
}
