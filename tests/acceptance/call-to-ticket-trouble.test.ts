import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World, type WorldOptions } from "../world/world.ts";
import type { Switches } from "../world/yeastar/options.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

// On a busy machine 200 calls take as many seconds, and nothing is wrong with them.
vi.setConfig({ testTimeout: 300_000 });

const subject = "Inbound Answered- from <5503309> to Kristin Hale<2005>";
const waitsForRecordMs = 3000;

/** A PBX that reports by webhook, and one that does by webhook and WebSocket. */
let at: World;
let both: World;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  [at, both] = await Promise.all([start({}), start({ transport: "both", recordWaitSeconds: 30 })]);
});
afterAll(() => stack.disposeAsync());

async function start(options: Omit<WorldOptions, "storage">): Promise<World> {
  const database = await createDatabase(inject("postgresUrl"));
  stack.defer(database.drop);
  return stack.use(await World.start({ storage: { databaseUrl: database.url }, ...options }));
}

/** One call, step by step; the PBX reports something at each. */
const steps: ((call: ScriptedCall) => void)[] = [
  (call) => call.ring("2005"),
  (call) => call.answer("2005"),
  (call) => call.hold("2005"),
  (call) => call.unhold("2005"),
  (call) => call.hangUp("5503309"),
];

function inbound(world: World): ScriptedCall {
  return world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
}

function play(world: World): ScriptedCall {
  const call = inbound(world);
  for (const step of steps) step(call);
  return call;
}

function playMany(world: World, count: number): ScriptedCall[] {
  return Array.from({ length: count }, () => play(world));
}

function ticketsOf(world: World, calls: readonly ScriptedCall[]) {
  const ids = new Set(calls.map((call) => call.callId));
  return world.zendesk
    .tickets()
    .filter(({ externalId }) => ids.has(externalId?.slice(externalId.lastIndexOf(":") + 1) ?? ""));
}

/** Waits until the calls have become what they are to be, and expects one ticket for each. */
async function expectOneTicketEach(world: World, calls: readonly ScriptedCall[]): Promise<void> {
  await world.pbx.settled();
  await until(`${calls.length} calls to be settled`, async () => {
    const rows = await world.query(
      "select 1 from calls where logging <> 'pending' and pbx_call_id = any($1)",
      [calls.map((call) => call.callId)],
    );
    return rows.length === calls.length;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${world.service.output().slice(-4000)}`);
  });
  const tickets = ticketsOf(world, calls);
  expect(tickets.map((ticket) => ticket.subject)).toEqual(calls.map(() => subject));
  expect(new Set(tickets.map((ticket) => ticket.externalId)).size).toBe(calls.length);
}

/** Something happens while the PBX behaves in some way; afterwards it behaves as before. */
async function whileSwitched(switches: Partial<Switches>, happens: () => Promise<void>): Promise<void> {
  const before = { ...at.pbx.switches };
  Object.assign(at.pbx.switches, switches);
  try {
    await happens();
  } finally {
    Object.assign(at.pbx.switches, before);
  }
}

async function setRecordWait(ms: number): Promise<void> {
  await at.query("update integrations set awaiting_ms = $1", [ms]);
  await at.query("select pg_notify('deskline_integrations', '')");
  await sleep(100); // until the service has heard of it
}

test("webhook and WebSocket together give one ticket per call", async () => {
  await expectOneTicketEach(both, playMany(both, 5));
  const [row] = await both.query<{ both: number; alone: number }>(
    "select count(*) filter (where cardinality(seen_on) > 1)::int as both, count(*) filter (where cardinality(seen_on) = 1 and type <> 0)::int as alone from pbx_events",
  );
  // Each event came twice and was kept once.
  expect(row?.both).toBeGreaterThanOrEqual(5 * 6);
  expect(row?.alone).toBe(0);
});

test("two replicas on one database give one ticket per call", async () => {
  const second = await both.addReplica();
  try {
    await expectOneTicketEach(both, playMany(both, 10));
    expect(both.pbx.openSockets()).toBe(1);
  } finally {
    await second.stop();
  }
});

test("by WebSocket alone, a lost connection loses no call", async () => {
  const alone = await start({ transport: "websocket" });
  const call = inbound(alone);
  steps[0]?.(call);
  await alone.pbx.settled();
  alone.pbx.closeSockets();
  for (const step of steps.slice(1)) step(call);
  await expectOneTicketEach(alone, [call]);
});

test("events repeated, reordered and lost give one ticket per call", () =>
  whileSwitched({ duplicate: 3, reorder: true, records: "per_leg" }, async () => {
    await expectOneTicketEach(at, playMany(at, 10));
  }));

// What the killed one was doing is done by the next once it is taken for dead, each time after some ten seconds.
test("kill -9 between any two events gives one ticket", async () => {
  const before = at.pbx.deliveries().length;
  const calls = [play(at)];
  await expectOneTicketEach(at, calls);
  const events = at.pbx.deliveries().length - before;
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
    calls.push(play(at));
    await at.pbx.settled();
    if (boundary === events) await killAtBoundary();
    await expectOneTicketEach(at, calls);
    expect(sent).toBeGreaterThanOrEqual(events);
  }
  at.pbx.beforeSending(() => Promise.resolve());
});

test("kill -9 during the request to Zendesk gives one ticket", async () => {
  // The second time Zendesk makes the ticket while nobody is left to hear of it.
  const faults = [{ kind: "hang" }, { kind: "latency", ms: 1500 }] as const;
  for (const fault of faults) {
    at.zendesk.faults.add({ method: "POST", path: /\/api\/v2\/tickets/, do: fault });
    const call = play(at);
    await until("the request to reach Zendesk", () => Promise.resolve(at.zendesk.faults.pending() === 0));
    await at.service.kill();
    await at.restart();
    await expectOneTicketEach(at, [call]);
  }
});

test("an answer of Zendesk that never arrives gives one ticket", async () => {
  at.zendesk.faults.add({ method: "POST", path: /\/api\/v2\/tickets/, do: { kind: "drop_after" } });
  await expectOneTicketEach(at, [play(at)]);
});

test("a Zendesk that is down for the whole call gets the ticket when it is back", async () => {
  await at.zendesk.goDown();
  const call = play(at);
  await until("the failed attempt to be on record", async () => {
    const rows = await at.query(
      "select 1 from call_trace t join calls c on c.id = t.call_id where step = 'will_try_again' and pbx_call_id = $1",
      [call.callId],
    );
    return rows.length > 0;
  });
  expect(ticketsOf(at, [call])).toEqual([]);
  await at.zendesk.comeBack();
  await expectOneTicketEach(at, [call]);
});

test("a service that is down for the whole call reads it from the PBX when it is back", async () => {
  await at.service.kill();
  const call = play(at);
  await at.pbx.settled();
  await at.restart();
  await expectOneTicketEach(at, [call]);
});

test("200 calls at once give 200 tickets", async () => {
  const calls = Array.from({ length: 200 }, () => inbound(at));
  for (const step of steps) for (const call of calls) step(call);
  await expectOneTicketEach(at, calls);
});

test("a record in mid-call makes no ticket while people still talk", () =>
  whileSwitched({ records: "as_legs_end" }, async () => {
    await setRecordWait(500);
    const call = inbound(at);
    call.ring("2005");
    call.answer("2005");
    call.transferBlind("2005", "2006");
    call.answer("2006");
    await at.pbx.settled();
    await until("the PBX to be asked and to name the call", async () => {
      const [row] = await at.query<{ asked: boolean }>(
        "select records_read_until > asked_pbx_at as asked from pbx_connections, calls where pbx_call_id = $1",
        [call.callId],
      );
      return row?.asked === true;
    });
    const [running] = await at.query<{ state: string; settled_at: Date | null }>(
      "select state, settled_at from calls where pbx_call_id = $1",
      [call.callId],
    );
    expect(running).toEqual({ state: "talking", settled_at: null });
    expect(ticketsOf(at, [call])).toEqual([]);
    call.wait(40);
    call.hangUp("5503309");
    await expectOneTicketEach(at, [call]);
    await setRecordWait(waitsForRecordMs);
  }));

test("a call whose end is lost on the way ends when the PBX, asked, does not name it any more", () => {
  const lose: Switches["lose"] = ({ type, msg }) => type === 30011 && JSON.stringify(msg).includes("BYE");
  return whileSwitched({ lose }, async () => {
    const call = play(at);
    await expectOneTicketEach(at, [call]);
    const [row] = await at.query<{ state: string }>("select state from calls where pbx_call_id = $1", [
      call.callId,
    ]);
    expect(row?.state).toBe("ended");
  });
});

test("a call whose record is lost on the way is completed from the PBX before it becomes a ticket", () =>
  whileSwitched({ lose: (envelope) => envelope.type === 30012 }, async () => {
    const call = inbound(at);
    call.ring("2005");
    call.wait(12);
    call.answer("2005");
    call.wait(83);
    call.hangUp("5503309");
    await expectOneTicketEach(at, [call]);
    const [ticket] = ticketsOf(at, [call]);
    expect(at.zendesk.comments(ticket?.id ?? 0)[0]?.body).toContain("Talk time: 1:23");
  }));

test("a time zone that is set wrong changes no time of the call, and the call says so", async () => {
  await at.cli(["integration", "set", "--time-zone", "America/New_York"]);
  const call = inbound(at);
  call.ring("2005");
  call.answer("2005");
  call.wait(83);
  call.hangUp("5503309");
  await expectOneTicketEach(at, [call]);
  const [row] = await at.query<{ id: string; off: number }>(
    "select id, extract(epoch from started_at) - split_part(pbx_call_id, '.', 1)::numeric as off from calls where pbx_call_id = $1",
    [call.callId],
  );
  expect(Number(row?.off)).toBe(0);
  expect((await at.cli(["calls", "show", row?.id ?? ""])).stdout).toContain("time_corrected");
});
