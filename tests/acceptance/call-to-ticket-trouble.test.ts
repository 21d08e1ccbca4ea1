import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World, type WorldOptions } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

const subject = "Inbound Answered- from <5503309> to Kristin Hale<2005>";
const databases: (() => Promise<void>)[] = [];
let world: World | null = null;

async function start(options: Omit<WorldOptions, "storage"> = {}): Promise<World> {
  const database = await createDatabase(inject("postgresUrl"));
  databases.push(database.drop);
  world = await World.start({ storage: { databaseUrl: database.url }, ...options });
  return world;
}

beforeEach(() => {
  world = null;
});

afterEach(async () => {
  await world?.close();
});

afterAll(async () => {
  for (const drop of databases) await drop();
});

/** One call, step by step; the PBX reports something at each. */
const steps: ((call: ScriptedCall) => void)[] = [
  (call) => call.ring("2005"),
  (call) => call.answer("2005"),
  (call) => call.hold("2005"),
  (call) => call.unhold("2005"),
  (call) => call.hangUp("5503309"),
];

function inbound(at: World): ScriptedCall {
  return at.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
}

function play(at: World): ScriptedCall {
  const call = inbound(at);
  for (const step of steps) step(call);
  return call;
}

function subjects(at: World): string[] {
  return at.zendesk.tickets().map((ticket) => ticket.subject);
}

test("webhook and WebSocket together give one ticket per call", async () => {
  const at = await start({ transport: "both" });
  for (let calls = 1; calls <= 5; calls += 1) play(at);
  await at.settled(5);
  expect(subjects(at)).toEqual(Array.from({ length: 5 }, () => subject));
  const [row] = await at.query<{ both: number; alone: number }>(
    "select count(*) filter (where cardinality(seen_on) > 1)::int as both, count(*) filter (where cardinality(seen_on) = 1 and type <> 0)::int as alone from pbx_events",
  );
  // Each event came twice and was kept once.
  expect(row?.both).toBeGreaterThanOrEqual(5 * 6);
  expect(row?.alone).toBe(0);
});

test("by WebSocket alone, a lost connection loses no call", async () => {
  const at = await start({ transport: "websocket" });
  const call = inbound(at);
  steps[0]?.(call);
  await at.pbx.settled();
  at.pbx.closeSockets();
  for (const step of steps.slice(1)) step(call);
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
});

test("events repeated, reordered and lost give one ticket per call", async () => {
  const at = await start({ switches: { duplicate: 3, reorder: true, records: "per_leg" } });
  for (let calls = 1; calls <= 10; calls += 1) play(at);
  await at.settled(10);
  expect(subjects(at)).toEqual(Array.from({ length: 10 }, () => subject));
});

test("kill -9 between any two events gives one ticket", async () => {
  const at = await start();
  play(at);
  await at.settled(1);
  const events = at.pbx.deliveries().length;
  expect(events).toBeGreaterThan(steps.length);
  for (let boundary = 1; boundary <= events; boundary += 1) {
    let sent = 0;
    const killAtBoundary = async () => {
      if (sent === boundary) {
        await at.service.kill();
        await at.restart();
      }
      sent += 1;
    };
    at.pbx.beforeSending(killAtBoundary);
    play(at);
    await at.pbx.settled();
    if (boundary === events) await killAtBoundary();
    await at.settled(boundary + 1);
    expect(sent).toBeGreaterThanOrEqual(events);
    expect(subjects(at)).toEqual(Array.from({ length: boundary + 1 }, () => subject));
  }
});

test("kill -9 during the request to Zendesk gives one ticket", async () => {
  const at = await start();
  // The second time Zendesk makes the ticket while nobody is left to hear of it.
  const faults = [{ kind: "hang" }, { kind: "latency", ms: 1500 }] as const;
  for (const [index, fault] of faults.entries()) {
    at.zendesk.faults.add({ method: "POST", path: /\/api\/v2\/tickets/, do: fault });
    play(at);
    await until("the request to reach Zendesk", () => Promise.resolve(at.zendesk.faults.pending() === 0));
    await at.service.kill();
    await at.restart();
    await at.settled(index + 1);
    expect(subjects(at)).toEqual(Array.from({ length: index + 1 }, () => subject));
  }
});

test("an answer of Zendesk that never arrives gives one ticket", async () => {
  const at = await start();
  at.zendesk.faults.add({ method: "POST", path: /\/api\/v2\/tickets/, do: { kind: "drop_after" } });
  play(at);
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
});

test("a Zendesk that is down for the whole call gets the ticket when it is back", async () => {
  const at = await start();
  await at.zendesk.goDown();
  const call = play(at);
  await until("the failed attempt to be on record", async () => {
    const rows = await at.query("select 1 from call_trace where step = 'will_try_again'");
    return rows.length > 0;
  });
  expect(subjects(at)).toEqual([]);
  await at.zendesk.comeBack();
  await at.settled(1);
  expect(at.zendesk.tickets()).toMatchObject([
    { subject, externalId: expect.stringContaining(call.callId) as string },
  ]);
});

test("a service that is down for the whole call reads it from the PBX when it is back", async () => {
  const at = await start();
  await at.service.kill();
  play(at);
  await at.pbx.settled();
  await at.restart();
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
});

test("two replicas on one database give one ticket per call", async () => {
  const at = await start({ transport: "both" });
  const second = await at.addReplica();
  try {
    for (let calls = 1; calls <= 10; calls += 1) play(at);
    await at.settled(10);
    expect(subjects(at)).toEqual(Array.from({ length: 10 }, () => subject));
    expect(at.pbx.openSockets()).toBe(1);
  } finally {
    await second.stop();
  }
});

test("200 calls at once give 200 tickets", async () => {
  const at = await start();
  const calls = Array.from({ length: 200 }, () => inbound(at));
  for (const step of steps) for (const call of calls) step(call);
  await at.settled(200);
  const tickets = at.zendesk.tickets();
  expect(tickets).toHaveLength(200);
  expect(new Set(tickets.map((ticket) => ticket.externalId)).size).toBe(200);
  expect(new Set(tickets.map((ticket) => ticket.subject))).toEqual(new Set([subject]));
});

test("a record in mid-call makes no ticket while people still talk", async () => {
  const at = await start({ switches: { records: "as_legs_end" }, recordWaitSeconds: 0.5 });
  const call = inbound(at);
  call.ring("2005");
  call.answer("2005");
  call.transferBlind("2005", "2006");
  call.answer("2006");
  await at.pbx.settled();
  await until("the PBX to be asked and to name the call", async () => {
    const [row] = await at.query<{ asked: boolean }>(
      "select records_read_until > (select asked_pbx_at from calls) as asked from pbx_connections",
    );
    return row?.asked === true;
  });
  const [running] = await at.query<{ state: string; settled_at: Date | null }>(
    "select state, settled_at from calls",
  );
  expect(running).toEqual({ state: "talking", settled_at: null });
  expect(subjects(at)).toEqual([]);
  call.wait(40);
  call.hangUp("5503309");
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
});

test("a call whose end is lost on the way ends when the PBX, asked, does not name it any more", async () => {
  const lost = (envelope: { type: number; msg: unknown }) =>
    envelope.type === 30011 && JSON.stringify(envelope.msg).includes("BYE");
  const at = await start({ switches: { lose: lost }, recordWaitSeconds: 2.5 });
  play(at);
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
  const [row] = await at.query<{ state: string }>("select state from calls");
  expect(row?.state).toBe("ended");
});

test("a time zone that is set wrong changes no time of the call, and the call says so", async () => {
  const at = await start();
  await at.cli(["integration", "set", "--time-zone", "America/New_York"]);
  const call = inbound(at);
  call.ring("2005");
  call.answer("2005");
  call.wait(83);
  call.hangUp("5503309");
  await at.settled(1);
  const [row] = await at.query<{ id: string; off: number }>(
    "select id, extract(epoch from started_at) - split_part(pbx_call_id, '.', 1)::numeric as off from calls",
  );
  expect(Number(row?.off)).toBe(0);
  expect((await at.cli(["calls", "show", row?.id ?? ""])).stdout).toContain("time_corrected");
});

test("a call whose record is lost on the way is completed from the PBX before it becomes a ticket", async () => {
  const at = await start({ switches: { lose: (envelope) => envelope.type === 30012 } });
  const call = inbound(at);
  call.ring("2005");
  call.wait(12);
  call.answer("2005");
  call.wait(83);
  call.hangUp("5503309");
  await at.settled(1);
  expect(subjects(at)).toEqual([subject]);
  const [ticket] = at.zendesk.tickets();
  expect(at.zendesk.comments(ticket?.id ?? 0)[0]?.body).toContain("Talk time: 1:23");
});
