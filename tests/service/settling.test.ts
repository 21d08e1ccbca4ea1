import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { sweepCalls } from "@deskline/service/calls/settle-call";
import { createLogger } from "@deskline/service/platform/logger";
import { startQueue } from "@deskline/service/queue/postgres";
import { openDatabase } from "@deskline/service/storage/database";

let world: World;
let url: string;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  ({ url, drop: dropDatabase } = database);
  world = await World.start({ storage: { databaseUrl: url }, quietSeconds: 3 });
});
afterAll(async () => {
  await world.close();
  await dropDatabase();
});

test("a call that was left alone as internal is logged when its record tells that it came from outside", async () => {
  world.pbx.switches.trunkMonitor = false;
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  await world.pbx.settled();
  await world.query(
    "update calls set settled_at = now(), logging = 'not_wanted', logging_reason = 'internal'",
  );
  call.hangUp("5503309");
  await world.settled(1);
  expect(world.zendesk.tickets().map((ticket) => ticket.subject)).toEqual([
    "Inbound Answered- from <5503309> to Kristin Hale<2005>",
  ]);
  world.pbx.switches.trunkMonitor = true;
});

test("a call whose settling was lost is settled after all", async () => {
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.hangUp("5503309");
  await world.pbx.settled();
  await until("the call to be due", async () => {
    const rows = await world.query("select 1 from calls where due_at is not null and settled_at is null");
    return rows.length === 1;
  });
  await world.query("delete from pgboss.job where name = 'settle-call'");
  await until("the call to be overdue", async () => {
    const rows = await world.query("select 1 from calls where due_at < now() and settled_at is null");
    return rows.length === 1;
  });
  expect(world.zendesk.tickets()).toHaveLength(1);

  const log = createLogger("silent");
  const { db, close } = openDatabase(url, log);
  const queue = await startQueue(url, log, { worker: false });
  await sweepCalls({ db, queue, clock: { now: () => Date.now() + 120_000 } });
  await queue.stop();
  await close();
  await world.settled(2);
  expect(world.zendesk.tickets()).toHaveLength(2);
});
