import { callById } from "../calls/store.ts";
import { fallbackOf } from "../contacts/core/effect.ts";
import { presentId } from "../contacts/people-store.ts";
import { readPeople } from "../contacts/read-news.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * What became of the requester of withheld callers, where the call may be theirs: `moved` into another user, or `gone`.
 * Whoever has no number is kept nowhere here when deleted, so Zendesk is asked for them.
 */
export async function lookAtFallback(
  deps: LogCallDeps,
  { call, summary, integration, zendesk }: Work,
): Promise<"present" | "moved" | "gone"> {
  const own = (await callById(deps.db, call.id))?.contactUserId ?? null;
  const fallback = fallbackOf(integration.contacts, summary.direction);
  if (own !== null || fallback === null) return "present";
  const before = await presentId(deps.db, integration.id, fallback.id);
  if (before === null) return "gone";
  try {
    await readPeople(deps, integration, [before]);
    const present = await presentId(deps.db, integration.id, before);
    if (present !== before) return present === null ? "gone" : "moved";
    return (await zendesk.person(before))?.active === true ? "present" : "gone";
  } catch (error) {
    if (error instanceof GatewayError) return "present";
    throw error;
  }
}
