import type { Candidate } from "@deskline/shared/app";
import { lockCall, trace, type CallRow } from "../calls/store.ts";
import { describeMet, isNewContact, meetCaller, type Met } from "../contacts/meet-caller.ts";
import type { People, PeopleBook } from "../contacts/ports.ts";
import type { Registry } from "../integrations/registry.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
import { mayGoUntold } from "../tickets/go-untold.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { withinTime } from "../platform/within-time.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { and, desc, eq, isNotNull } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import type { OpenTickets } from "./ports.ts";
import { touchCall } from "./touch.ts";

export type IdentifyDeps = {
  db: Database;
  registry: Registry;
  clock: Clock;
  zendeskOf: (integrationId: string) => Promise<People & PeopleBook & OpenTickets>;
  queue: Queue;
};

/** More people to choose from are no choice while a phone rings. */
const mostCandidates = 9;

/**
 * Finds out who is at the other end of a call, with the ticket a pop would open, and tells those who
 * follow. Asked twice it does nothing; a caller that was chosen by hand stays. Who is known here is told whether or not
 * the helpdesk answers. @throws {GatewayError} from a search, or from making a contact
 */
export async function identifyCaller(deps: IdentifyDeps, callId: string): Promise<void> {
  const [call] = await deps.db.select().from(calls).where(eq(calls.id, callId));
  if (call === undefined || call.candidates !== null || call.summary === null) return;
  const integration = deps.registry.byId(call.integrationId);
  if (integration === undefined || integration.status === "disabled") return;
  const zendesk = await deps.zendeskOf(integration.id);
  const met = await meetCaller(
    deps,
    zendesk,
    integration,
    call.summary,
    !mayGoUntold(integration, call.summary),
  );
  const likeliest = await lastCallerOf(deps.db, call);
  const isNew = isNewContact(met);
  const candidates = await Promise.all(
    candidatesOf(met, likeliest).map(async (candidate) => ({
      ...candidate,
      openTicketId: isNew ? null : await openTicketOf(zendesk, candidate.userId),
    })),
  );
  await deps.db.transaction(async (tx) => {
    const row = await lockCall(tx, callId);
    if (row === null || row.candidates !== null) return;
    const [only, another] = candidates;
    await tx
      .update(calls)
      .set({
        candidates,
        ...(only !== undefined && another === undefined && !row.contactByHand
          ? { contactUserId: only.userId, contactMade: isNew }
          : {}),
      })
      .where(eq(calls.id, callId));
    if (only !== undefined && another === undefined && !row.contactByHand)
      await wantInPhonebook(deps, tx, integration.id, only.userId);
    await trace(
      tx,
      callId,
      "identified",
      { ...describeMet(met), userIds: candidates.map((candidate) => candidate.userId) },
      new Date(deps.clock.now()),
    );
    await touchCall(tx, integration.id, callId);
  });
}

/** A name is shown while it rings; the ticket to go with it is waited for only so long. */
const patienceMs = 2000;

/** Null also where the helpdesk does not say it in time: a pop then opens who calls. */
async function openTicketOf(zendesk: OpenTickets, userId: number): Promise<number | null> {
  const told = zendesk.newestOpenTicket(userId).catch((error: unknown) => {
    if (error instanceof GatewayError) return null;
    throw error;
  });
  return withinTime(told, patienceMs);
}

type Found = Omit<Candidate, "openTicketId">;

/** Whoever had the number in its last call comes first. */
function candidatesOf({ finding, created }: Met, last: number | null): Found[] {
  if (created !== null && "userId" in created)
    return [{ userId: created.userId, name: created.name, why: "same_number" }];
  switch (finding.kind) {
    case "one": {
      const { contact, why, by } = finding;
      const before = by === "last_call" || why === "remembered";
      return [{ userId: contact.userId, name: contact.name, why: before ? "last_call" : why }];
    }
    case "several": {
      const { why } = finding;
      const found = finding.contacts.map(({ userId, name }): Found => ({
        userId,
        name,
        why: userId === last ? "last_call" : why,
      }));
      const first = found.filter((one) => one.userId === last);
      return [...first, ...found.filter((one) => one.userId !== last)].slice(0, mostCandidates);
    }
    case "none":
    case "withheld":
    case "malformed":
    case "internal":
    case "too_many":
      return [];
  }
}

async function lastCallerOf(db: Database, call: CallRow): Promise<number | null> {
  if (call.outsideKey === null) return null;
  const [row] = await db
    .select({ userId: calls.contactUserId })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, call.integrationId),
        eq(calls.outsideKey, call.outsideKey),
        isNotNull(calls.contactUserId),
      ),
    )
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(1);
  return row?.userId ?? null;
}
