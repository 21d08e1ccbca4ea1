import { Contacts } from "@deskline/shared/admin-contacts";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That the list of changes is followed whatever comes between two of its pages. */

let world: World;
let admin: ConsoleClient;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({
    storage: { databaseUrl: url },
    contacts: "indexed",
    people: [{ name: "Dana Direct", phone: "+12125550100" }],
    zendesk: { exportPageSize: 2, highVolume: true },
  });
  admin = await operatorAt(world.service);
});
afterAll(() => world?.close());
beforeEach(() => world.zendesk.clearRequests());

async function ask(method: string, path: string, body?: unknown): Promise<Contacts["index"]> {
  const answer = await admin.ask(method, `integrations/${world.integration.id}/contacts${path}`, body);
  expect(answer).toMatchObject({ status: 200 });
  return Contacts.parse(answer.body).index;
}

const exports = () => world.zendesk.requests().filter((one) => one.path.includes("/incremental/"));
const cursors = async () => world.query<{ cursor: string | null }>("select cursor from contact_index");

/** As if the reading had begun before the minute that Zendesk holds back. */
const longAgo = () =>
  world.query(
    "update contact_index set begun_at = begun_at - interval '2 minutes', read_at = read_at - interval '1 hour'",
  );

/** Has a page asked for, and lets it be answered when told. */
async function pageInFlight(): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  world.zendesk.faults.add({ path: /incremental/, do: { kind: "waits", for: gate.promise } });
  await until("a page to be asked for", async () => {
    await world.readsNow();
    return world.zendesk.faults.pending() === 0;
  });
  return gate.resolve;
}

const jobsDone = () =>
  until("what runs to end", async () => {
    const active = "select 1 from pgboss.job where name = 'read-contacts' and state = 'active'";
    return (await world.query(active)).length === 0;
  });

describe("a cursor that is refused", () => {
  test("has the list begun an hour earlier, and followed from there to its end", async () => {
    for (const phone of ["+12125550101", "+12125550102", "+12125550103", "+12125550104"]) {
      world.zendesk.addUser({ name: `Of ${phone}`, phone });
      world.passAtZendesk(10 * 60_000);
    }
    await until("all of them to be read", async () => {
      await world.readsNow();
      return (await ask("GET", "")).people >= 7;
    });
    await jobsDone();
    world.zendesk.clearRequests();
    const before = Date.now();
    world.zendesk.faults.add({ path: /incremental/, do: { kind: "status", status: 400, body: {} } });
    await until("the list to be begun anew", async () => {
      await world.readsNow();
      return exports().some((one) => "start_time" in one.query);
    });
    await until("its end, or the trouble", async () => {
      const { readAt, trouble } = await ask("GET", "");
      return trouble !== null || (readAt ?? 0) > before;
    });
    expect(await ask("GET", "")).toMatchObject({ trouble: null, reading: null });
    expect(exports().filter((one) => "start_time" in one.query)).toHaveLength(1);
  });

  test("because we may not ask is kept", async () => {
    const before = await cursors();
    world.zendesk.faults.add({ path: /incremental/, do: { kind: "status", status: 403, body: {} } });
    await until("the trouble", async () => {
      if (world.zendesk.faults.pending() > 0) await world.readsNow();
      return (await ask("GET", "")).trouble !== null;
    });
    expect(await cursors()).toEqual(before);
    await ask("POST", "/read");
    await until("its end", async () => (await ask("GET", "")).trouble === null);
    expect(exports().filter((one) => "start_time" in one.query)).toEqual([]);
  });
});

test("a setting that somebody else is just changing is not undone", async () => {
  await world.query("begin");
  await world.query(
    "update integrations set contact_settings = jsonb_set(contact_settings, '{lastDigits}', '8')",
  );
  const saved = ask("PATCH", "/settings", { several: "last_call" });
  await until("the other one to wait", async () => {
    const waiting = "select 1 from pg_locks where not granted";
    return (await world.query(waiting)).length > 0;
  });
  await world.query("commit");
  await saved;
  const [row] = await world.query("select contact_settings as settings from integrations");
  expect(row).toMatchObject({ settings: { lastDigits: 8, several: "last_call" } });
});

describe("a page that is under way", () => {
  test("does not undo that everybody is to be read again", async () => {
    const answer = await pageInFlight();
    world.zendesk.clearRequests();
    await ask("POST", "/refill");
    answer();
    await until("everybody to be read", async () => {
      await longAgo();
      await world.readsNow();
      return (await ask("GET", "")).reading === null;
    });
    expect(exports()[0]?.query).toMatchObject({ start_time: "0" });
  });

  test("brings nobody back who was forgotten, and begins nothing anew", async () => {
    world.zendesk.addUser({ name: "Last One", phone: "+12125550109" });
    world.passAtZendesk(2 * 60_000);
    const answer = await pageInFlight();
    // What disconnecting and another account do, while the job goes on.
    await world.query("delete from contact_index");
    await world.query("delete from contact_people");
    answer();
    await jobsDone();
    expect(await world.query("select user_id from contact_people")).toEqual([]);
    expect(await world.query("select 1 from contact_index")).toEqual([]);
  });
});
