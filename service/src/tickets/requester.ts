import { fallbackOf, reasonOf } from "../contacts/core/effect.ts";
import { describeMet, isNewContact, meetCaller, type Met } from "../contacts/meet-caller.ts";
import { presentId } from "../contacts/people-store.ts";
import type { LogCallDeps, Work } from "./work.ts";

export type Requester =
  | {
      userId: number;
      name: string | null;
      found: boolean;
      made: boolean;
      detail: Record<string, unknown>;
    }
  | { userId: null; reason: string; detail: Record<string, unknown> };

/**
 * Whom somebody chose, else whose the closed ticket was, else who was found when it rang, else who is found
 * now. What was found is not taken `again` after a refusal, which may have been due to it.
 */
export async function requesterOf(
  deps: LogCallDeps,
  { call, summary, integration, zendesk }: Work,
  source: { requesterId: number | null } | null,
  { again, fallbackGone }: { again: boolean; fallbackGone: boolean },
): Promise<Requester> {
  const { contactByHand: chosen, contactUserId } = call;
  const known = contactUserId === null ? null : await presentId(deps.db, integration.id, contactUserId);
  const knownAs = (userId: number, why: string): Requester => ({
    userId,
    name: null,
    found: false,
    made: false,
    detail: { result: "one", userId, why },
  });
  if (known !== null && chosen) return knownAs(known, "chosen_by_hand");
  const owner = source?.requesterId ?? null;
  if (owner !== null) return knownAs(owner, "closed_ticket");
  if (known !== null && !again) return knownAs(known, "known_before");
  const met = await meetCaller(deps, zendesk, integration, summary);
  const detail = describeMet(met);
  if (met.created !== null)
    return "userId" in met.created
      ? {
          userId: met.created.userId,
          name: met.created.name,
          found: true,
          made: isNewContact(met),
          detail,
        }
      : { userId: null, reason: "contact_refused", detail };
  if (met.finding.kind === "one") {
    const { userId, name } = met.finding.contact;
    return { userId, name, found: true, made: false, detail };
  }
  const fallback = isNobody(met) ? fallbackOf(integration.contacts, summary.direction) : null;
  const present =
    fallback === null || fallbackGone ? null : await presentId(deps.db, integration.id, fallback.id);
  if (fallback !== null && present !== null) {
    const name = present === fallback.id ? fallback.name : null;
    const why = "fallback_requester";
    return { userId: present, name, found: false, made: false, detail: { ...detail, why } };
  }
  return { userId: null, reason: reasonOf[met.finding.kind], detail };
}

/** A caller with no number that could be anybody's. */
function isNobody({ finding }: Met): boolean {
  return finding.kind === "withheld" || finding.kind === "malformed" || finding.kind === "internal";
}
