import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** What a single statement that fails must not break for good. */

let world: World;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, transport: "websocket", app: "stand_in" });
  await world.query("create sequence faults");
});
afterAll(() => world.close());

const sockets = (count: number) =>
  until(`${count} connections of events`, () => Promise.resolve(world.pbx.openSockets() === count));

/** As an administrator does, told to every replica. */
async function useWebsocket(wanted: boolean): Promise<void> {
  await world.query("update pbx_connections set websocket = $1", [wanted]);
  await world.query("select pg_notify('deskline_integrations', '')");
}

/** The next statement that notes so whether the subscription stands fails; a sequence is not rolled back. */
async function failOnceNoting(subscribed: boolean): Promise<void> {
  await world.query("select setval('faults', 1, false)");
  await world.query(`create or replace function fail_once() returns trigger language plpgsql as $$
    begin
      if nextval('faults') = 1 then raise exception 'a fault'; end if;
      return new;
    end $$`);
  await world.query(`create trigger fault before update of subscribed on pbx_connections
    for each row when (new.subscribed is ${subscribed ? "true" : "false"}) execute function fail_once()`);
}

const faults = async () => {
  const [row] = await world.query<{ called: boolean }>("select is_called as called from faults");
  return row?.called === true;
};

const isNoted = async () => (await world.query("select 1 from pbx_connections where subscribed")).length > 0;

describe("a subscription whose statement fails", () => {
  test.each([[false], [true]])("is begun again, as noting that it stands (%s) shows", async (subscribed) => {
    await useWebsocket(false);
    await until("the end to be noted", async () => !(await isNoted()));
    await failOnceNoting(subscribed);
    try {
      await useWebsocket(true);
      await until("the fault", faults);
      await until("it to be noted", isNoted);
      await sockets(1);
    } finally {
      await world.query("drop trigger fault on pbx_connections");
    }
    expect((await fetch(`${world.service.url}/healthz`)).status).toBe(200);
  });

  test("is begun again also when its lock cannot be given back", async () => {
    const [database] = await world.query<{ name: string }>("select current_database() as name");
    await world.query(`create function pg_advisory_unlock(integer, integer) returns boolean language plpgsql as
      $$ begin raise exception 'a fault'; end $$`);
    await world.query(`alter database ${database?.name} set search_path = public, pg_catalog`);
    await world.service.stop();
    await world.restart();
    await sockets(1);
    await useWebsocket(false);
    await until("the fault", () => Promise.resolve(world.service.output().includes("ended badly")));
    await world.query("drop function public.pg_advisory_unlock(integer, integer)");
    await useWebsocket(true);
    await sockets(1);
    expect((await fetch(`${world.service.url}/healthz`)).status).toBe(200);
  });
});

test("a change that could not be read acts a moment later, though nobody tells of it again", async () => {
  await sockets(1);
  await world.query("alter table pbx_numbers rename to hidden_numbers");
  await useWebsocket(false);
  await until("a reading in vain", () =>
    Promise.resolve(world.service.output().includes("integrations not read")),
  );
  expect(world.pbx.openSockets()).toBe(1);
  await world.query("alter table hidden_numbers rename to pbx_numbers");
  await sockets(0);
});
