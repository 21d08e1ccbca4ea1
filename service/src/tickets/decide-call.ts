import { lockCall, saveLogging, trace } from "../calls/store.ts";
import { findCaller } from "../contacts/find-caller.ts";
import { presentId } from "../contacts/people-store.ts";
import { touchCall } from "../live/touch.ts";
import { bringAnew } from "./bring-anew.ts";
import { correctRecordLater } from "./correct-later.ts";
import { isSaidOtherwise } from "./core/target.ts";
import { asksForContact, asksForVip, decide, type Decision } from "./core/decide.ts";
import { lookUp } from "./look-up.ts";
import { factsFor, wasKnown, wasOpen } from "./surroundings.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** What the settings make of a call as it is known now. @throws {GatewayError} where a rule asks for the caller */
export async function decideCall(deps: LogCallDeps, work: Work): Promise<Decision> {
  const { summary, integration } = work;
  const open = wasOpen(integration, summary.startedAt);
  const contact = await contactOf(deps, work);
  return decide(integration.tickets.settings, factsFor(integration, summary, { open, contact }));
}

/** Zendesk is asked only where a rule asks. */
async function contactOf(deps: LogCallDeps, work: Work): Promise<{ known: boolean; vip: boolean }> {
  const { settings } = work.integration.tickets;
  const userId = asksForContact(settings) ? await callerOf(deps, work) : work.call.contactUserId;
  if (userId === null || !wasKnown(work.call)) return { known: false, vip: false };
  if (!asksForVip(settings)) return { known: true, vip: false };
  const told = await lookUp(deps, work.call, "tags", () => work.zendesk.tagsOf([userId]), new Map());
  const tags = told.get(userId) ?? [];
  return { known: true, vip: tags.includes(settings.vipTag.toLowerCase()) };
}

/** Who is at the other end: whoever was identified, else who is found now. @throws {GatewayError} */
export async function callerOf(
  deps: LogCallDeps,
  { call, summary, integration, zendesk }: Work,
): Promise<number | null> {
  const known =
    call.contactUserId === null ? null : await presentId(deps.db, integration.id, call.contactUserId);
  if (known !== null) return known;
  const outside = summary.outsideE164 ?? summary.outsideNumber;
  const finding = await findCaller(deps, zendesk, integration, outside);
  return finding.kind === "one" ? finding.contact.userId : null;
}

/**
 * Notes that the call gets no ticket, and why. One that was linked to a ticket meanwhile, or of which somebody wants
 * one, is not decided on, but brought there.
 */
export async function leave(
  deps: LogCallDeps,
  { call, integration }: Work,
  { rule, reason }: Decision & { kind: "leave" },
): Promise<void> {
  const at = new Date(deps.clock.now());
  await deps.db.transaction(async (tx) => {
    const now = await lockCall(tx, call.id);
    if (now === null) return;
    if (isSaidOtherwise(now, call)) return bringAnew(deps, tx, call);
    await trace(tx, call.id, "left", { reason, ...(rule === null ? {} : { rule: rule.name }) }, at);
    await saveLogging(tx, call.id, { logging: "not_wanted", loggingReason: reason });
    await correctRecordLater({ queue: deps.queue, tx, callId: call.id, now: at.getTime() });
    await touchCall(tx, integration.id, call.id);
  });
}
