import type { IntegrationDetail } from "@deskline/shared/admin";
import { isConnected } from "../frame/connection.ts";

/** So long Zendesk's page can be answered; whatever comes later is not taken. */
export const consentLifeMs = 10 * 60_000;

/** How asking for consent stands: an answer is waited for, none came in time, or this is how it ended last. */
type Consent =
  | { kind: "waiting" }
  | { kind: "no_answer" }
  | { kind: "ended"; end: NonNullable<IntegrationDetail["zendesk"]["lastAuthorization"]> };

/** Null while there is nothing to tell. A consent of which nothing is left, since its grant died, is none. */
export function consentOf(
  integration: IntegrationDetail,
  askedAt: number | null,
  now: number,
): Consent | null {
  const end = integration.zendesk.lastAuthorization;
  if (askedAt !== null && (end === null || end.at < askedAt))
    return { kind: now - askedAt < consentLifeMs ? "waiting" : "no_answer" };
  if (end === null || (end.kind === "connected" && !isConnected(integration))) return null;
  return { kind: "ended", end };
}
