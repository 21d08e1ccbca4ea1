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

test("a call that goes on after it was taken for over is settled anew, and its ticket tells how it ended", async () => {
  await world.query(
    "create or replace function put_off() returns trigger as $$ begin new.start_after := now() + interval '1 hour'; return new; end $$ language plpgsql",
  );
  await world.query(
    "create trigger put_off before insert on pgboss.job for each row when (new.name = 'log-call') execute function put_off()",
  );
  // The PBX has the whole call on record, and its events come late.
  const gates = { answer: Promise.withResolvers<void>(), end: Promise.withResolvers<void>() };
  let sent = 0;
  world.pbx.beforeSending(async () => {
    sent += 1;
    if (sent === 3) await gates.answer.promise;
    if (sent === 5) await gates.end.promise;
  });
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.hangUp("5503309");
  const is = (what: string) => async () =>
    (await world.query(`select 1 from calls where pbx_call_id = $1 and ${what}`, [call.callId])).length > 0;
  await until("the phone to ring", is("state = 'ringing' and extensions <> '{}'"));
  await until("the call to be taken for over by its record", async () => {
    await world.query(
      "insert into pgboss.job (name, data, policy) select 'pull-records', $1, 'short' where not exists (select from pgboss.job where name = 'pull-records' and state < 'completed')",
      [{ integrationId: world.integration.id }],
    );
    return is("settled_at is not null")();
  });
  gates.answer.resolve();
  await until("the call to go on", is("state = 'talking' and settled_at is null"));
  await world.query("drop trigger put_off on pgboss.job");
  await world.query(
    "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
  );
  gates.end.resolve();
  world.pbx.beforeSending(() => Promise.resolve());
  await world.settled(3);
  expect(
    world.zendesk
      .tickets()
      .map((ticket) => ticket.subject)
      .at(-1),
  ).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
});
