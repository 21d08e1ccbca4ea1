import { createHmac } from "node:crypto";
import { Problem } from "@deskline/shared/errors";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;
let lastCall = 0;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: database.url } });
});
afterAll(() => world.close());

beforeAll(() =>
  world.query(
    "create function put_off() returns trigger language plpgsql as 'begin new.start_after = now() + interval ''1 hour''; return new; end'",
  ),
);

/** Sends an event as the PBX does. */
function post(body: string): Promise<Response> {
  const key = world.env["DESKLINE_PBX_WEBHOOK_SECRET"] ?? "";
  const signature = createHmac("sha256", key).update(body).digest("base64");
  return fetch(world.webhookUrl, {
    method: "POST",
    headers: { "x-signature": signature, connection: "close" },
    body,
  });
}

function newCallId(): string {
  lastCall += 1;
  return `${Math.floor(Date.now() / 1000)}.9${String(lastCall)}`;
}

function status(callId: string, member: string): string {
  const extension = { number: "2005", channel_id: "PJSIP/2005-0000002a", member_status: member };
  return JSON.stringify({ type: 30011, sn: "x", msg: { call_id: callId, members: [{ extension }] } });
}

/**
 * Has so many calls wait for their tickets that every worker is busy as soon as they are let go. Jobs
 * of tickets are put off until all are there: else the first to come would keep the workers.
 */
async function backlog(calls: number): Promise<void> {
  await world.query(
    "create trigger put_off before insert on pgboss.job for each row when (new.name = 'log-call') execute function put_off()",
  );
  for (let i = 0; i < calls; i += 1) {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.answer("2005");
    call.hangUp();
  }
  await jobsAre("created", calls);
  await world.query("drop trigger put_off on pgboss.job");
  await world.query(
    "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
  );
  await jobsAre("active", 25);
}

function jobsAre(state: string, least: number): Promise<void> {
  return until(`${least} jobs to be ${state}`, async () => {
    const jobs = await world.query("select 1 from pgboss.job where name = 'log-call' and state::text = $1", [
      state,
    ]);
    return jobs.length >= least;
  });
}

function ticketsAre(count: number): Promise<void> {
  return until(`${count} tickets`, () => Promise.resolve(world.zendesk.tickets().length === count));
}

/** How the service answers the PBX and the load balancer. */
async function answers(): Promise<{ webhook: number; ready: number }> {
  const [webhook, ready] = await Promise.all([
    post(status(newCallId(), "RING")),
    fetch(`${world.service.url}/readyz`),
  ]);
  return {
    webhook: webhook.status,
    ready: ready.status,
  };
}

/** Another session of the database, in a transaction that holds what it locked until it is ended. */
async function holding(lock: string, values: string[] = []): Promise<Client> {
  const client = new Client({ connectionString: world.env["DATABASE_URL"] });
  await client.connect();
  await client.query("begin");
  await client.query(lock, values);
  return client;
}

const waiting =
  "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

describe("the PBX and the load balancer are answered at once", () => {
  test("while every job waits for the database", async () => {
    const holder = await holding("lock table zendesk_connections in access exclusive mode");
    try {
      await backlog(40);
      await until("jobs to wait", async () => (await world.query(waiting)).length >= 15);
      expect(await answers()).toEqual({ webhook: 202, ready: 200 });
    } finally {
      await holder.end();
    }
    await ticketsAre(40);
  });

  test("while many calls wait for a token that Zendesk is slow to renew, and other jobs go on", async () => {
    const asked = () => world.zendesk.requests().filter((one) => one.path === "/oauth/tokens").length;
    const before = asked();
    await world.query("update zendesk_connections set access_expires_at = now()");
    const slow = Promise.withResolvers<void>();
    world.zendesk.faults.add({
      path: /^\/oauth\/tokens$/,
      times: 9,
      do: { kind: "waits", for: slow.promise },
    });
    await backlog(40);
    await until("the token to be asked for", () => Promise.resolve(world.zendesk.faults.pending() < 9));
    expect(await answers()).toEqual({ webhook: 202, ready: 200 });
    expect(await world.query(waiting)).toEqual([]);
    const other = world.pbx.internal({ from: "2005", to: "2006" });
    other.answer("2006");
    other.hangUp();
    await until("another job", async () => {
      const rows = await world.query(
        "select 1 from calls where pbx_call_id = $1 and logging = 'not_wanted'",
        [other.callId],
      );
      return rows.length > 0;
    });
    // Still nobody has a token.
    expect(
      await world.query("select 1 from calls where logging = 'pending' and settled_at is not null"),
    ).toHaveLength(40);
    // The calls give up after a while. The renewal does not: both tokens would be dead once Zendesk has carried it out.
    await until("calls to give up", () =>
      Promise.resolve(world.service.output().includes("no new token in time")),
    );
    slow.resolve();
    world.zendesk.faults.clear();
    // Who found Zendesk slow for too long tries again a minute later at most: not that long here.
    await until("80 tickets", async () => {
      await world.query(
        "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
      );
      return world.zendesk.tickets().length === 80;
    });
    expect(asked() - before).toBe(1);
  });
});

describe("an event that meets passing trouble of the database is refused, and taken when it comes again", () => {
  test.each(["pg_terminate_backend", "pg_cancel_backend"])("%s in mid-transaction", async (trouble) => {
    const callId = newCallId();
    expect((await post(status(callId, "RING"))).status).toBe(202);
    const holder = await holding("select 1 from calls where pbx_call_id = $1 for update", [callId]);
    const answer = post(status(callId, "ANSWER"));
    await until("the event to wait for its call", async () => (await world.query(waiting)).length > 0);
    await world.query(`select ${trouble}(pid) from (${waiting}) as waits`);
    const refused = await answer;
    expect([refused.status, Problem.parse(await refused.json()).code]).toEqual([503, "not_stored"]);
    await holder.end();

    const again = await Promise.all([1, 2].map(() => post(status(callId, "ANSWER"))));
    expect(again.map((one) => one.status)).toEqual([202, 202]);
    const states = await world.query("select state from pbx_events where pbx_call_id = $1 order by id", [
      callId,
    ]);
    expect(states).toEqual([{ state: "applied" }, { state: "applied" }]);
    const [call] = await world.query(
      "select summary->'legs'->0->>'state' as leg from calls where pbx_call_id = $1",
      [callId],
    );
    expect(call).toEqual({ leg: "talking" });
  });
});

test("fifteen hundred events leave the service below 200 MB", { timeout: 90_000 }, async () => {
  for (let sent = 0; sent < 1500; sent += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(status(newCallId(), "RING"))));
    expect(answers.every((answer) => answer.status === 202)).toBe(true);
  }
  const metrics = await (await fetch(`${world.service.url}/metrics`)).text();
  const bytes = /^deskline_process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1];
  expect(Number(bytes) / 1e6).toBeLessThan(200);
});
