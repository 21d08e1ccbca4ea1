import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import { kristin, type Stage } from "./stage.ts";

/** Whom the pictures show, by their ids in Zendesk, with a ticket of each. */
export type People = {
  customer: { id: number; ticket: number };
  longName: { id: number; ticket: number };
  withoutCalls: { id: number; ticket: number };
  withoutNumber: { id: number; ticket: number };
};

export const customerNumber = "+442079460321";
export const sharedNumber = "+442079460777";
export const unknownNumber = "+4930232125017";

const minute = 60_000;
const hour = 60 * minute;

type Past = { agoMs: number; play: (stage: Stage) => ScriptedCall; note?: string; disposition?: string };

/** Newest last, as they are played; when they were is set afterwards. */
const past: Past[] = [
  { agoMs: 26 * 24 * hour, play: (stage) => answered(inbound(stage, "2006"), "2006", 611) },
  { agoMs: 9 * 24 * hour, play: (stage) => noAnswer(outbound(stage, "2007")) },
  { agoMs: 3 * 24 * hour + 2 * hour, play: voicemail },
  { agoMs: 27 * hour, play: transferred },
  { agoMs: 25.5 * hour, play: (stage) => talked(outbound(stage, "2005"), "2005", 148) },
  { agoMs: 5 * hour, play: missedByQueue },
  { agoMs: 2.3 * hour, play: (stage) => noAnswer(outbound(stage, "2005")) },
  {
    agoMs: 46 * minute,
    play: (stage) => answered(inbound(stage, "2005"), "2005", 252),
    note: "Wants the invoice split in two. Sends the addresses by e-mail today.",
    disposition: "Call back later",
  },
];

/** People, tickets, and a month of calls with one of them. */
export async function playHistory(stage: Stage): Promise<People> {
  const { world } = stage;
  const { zendesk } = world;
  // What she writes has her name; and nothing pops up over what is to be seen.
  await world.signedLoad("background", kristin);
  const session = await world.session(kristin);
  await world.api(session, "PUT", "settings", { pop: "off", openTopBar: false });
  const customer = zendesk.addUser({
    name: "Eleanor Whitfield",
    phone: customerNumber,
    numbers: ["+442079460322"],
  });
  zendesk.addUser({ name: "Reception, Whitfield & Sons", phone: sharedNumber, sharedPhone: true });
  zendesk.addUser({ name: "Oliver Whitfield", phone: sharedNumber, sharedPhone: true });
  const longName = zendesk.addUser({
    name: "Maximiliane-Josephine Freifrau von Hohenberg-Schwarzenfels",
    phone: "+442079460654",
  });
  const withoutCalls = zendesk.addUser({ name: "Tomás Quintero", phone: "+442079460555" });
  const withoutNumber = zendesk.addUser({ name: "Priya Raman" });
  const ticketOf = (id: number, subject: string) => ({
    id,
    ticket: zendesk.addTicket({ requesterId: id, subject, body: "Could you look into this, please?" }).id,
  });
  const people = {
    customer: ticketOf(customer.id, "Invoice 2107 has the wrong address"),
    longName: ticketOf(longName.id, "Delivery to the second floor"),
    withoutCalls: ticketOf(withoutCalls.id, "A question before I order"),
    withoutNumber: ticketOf(withoutNumber.id, "My account"),
  };

  for (const [index, { agoMs, play, note, disposition }] of past.entries()) {
    const call = play(stage);
    await world.settled(index + 1);
    const id = await movedBack(stage, call.callId, agoMs);
    if (note !== undefined) {
      await world.api(session, "PUT", `calls/${id}/note`, { text: note, disposition });
    }
  }
  // Else the service reads there, whenever it looks, when the calls really were.
  world.pbx.clearCdr();
  return people;
}

/** Sets when a call was. @returns its id at the service */
async function movedBack({ world }: Stage, pbxCallId: string, agoMs: number): Promise<string> {
  const [call] = await world.query<{ id: string; started: string }>(
    "select id, summary->>'startedAt' as started from calls where pbx_call_id = $1",
    [pbxCallId],
  );
  if (call === undefined) throw new Error(`the service does not know the call ${pbxCallId}`);
  const backMs = Number(call.started) - (Date.now() - agoMs);
  await world.query(
    `update calls set started_at = started_at - $2::float * interval '1 ms', ended_at = ended_at - $2::float * interval '1 ms',
       summary = summary || (select jsonb_object_agg(key, value::bigint - $2::bigint)
         from jsonb_each_text(summary) where key in ('startedAt', 'answeredAt', 'endedAt') and value is not null)
     where id = $1`,
    [call.id, Math.round(backMs)],
  );
  return call.id;
}

function inbound({ world }: Stage, to: string): ScriptedCall {
  const call = world.pbx.inbound({ from: customerNumber, did: "1000", to });
  call.ring(to);
  call.wait(7);
  return call;
}

function outbound({ world }: Stage, extension: string): ScriptedCall {
  const call = world.pbx.outbound({ extension, to: customerNumber });
  call.wait(2);
  call.remoteRings();
  return call;
}

function answered(call: ScriptedCall, extension: string, seconds: number): ScriptedCall {
  call.answer(extension);
  call.wait(seconds);
  call.hangUp(customerNumber);
  return call;
}

function talked(call: ScriptedCall, extension: string, seconds: number): ScriptedCall {
  call.wait(6);
  call.remoteAnswers();
  call.wait(seconds);
  call.hangUp(extension);
  return call;
}

function noAnswer(call: ScriptedCall): ScriptedCall {
  call.wait(22);
  call.hangUp();
  return call;
}

function voicemail(stage: Stage): ScriptedCall {
  const call = inbound(stage, "2005");
  call.wait(14);
  call.voicemail("2005");
  call.wait(26);
  call.hangUp(customerNumber);
  return call;
}

function transferred(stage: Stage): ScriptedCall {
  const call = inbound(stage, "2005");
  call.answer("2005");
  call.wait(40);
  call.transferBlind("2005", "2006");
  call.wait(5);
  return answered(call, "2006", 190);
}

function missedByQueue({ world }: Stage): ScriptedCall {
  const call = world.pbx.inbound({ from: customerNumber, did: "1000", to: "6400" });
  for (const agent of ["2005", "2006"]) {
    call.ring(agent);
    call.wait(15);
    call.agentMissed("6400", agent);
  }
  call.hangUp(customerNumber);
  return call;
}
