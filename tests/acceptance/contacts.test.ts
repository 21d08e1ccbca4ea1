import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { World } from "../world/world.ts";

let world: World;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({
    storage: { databaseUrl: database.url },
    app: "stand_in",
    contacts: "indexed",
    zendesk: { searchIndexDelayMs: 600_000 },
  });
});
afterAll(() => world?.close());

test("a known caller gets a ticket without a search", async () => {
  world.zendesk.clearRequests();
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.hangUp("5503309");
  await world.settled(1);
  console.log(world.zendesk.requests().map((one) => `${one.method} ${one.path}`));
  expect(world.zendesk.tickets()).toMatchObject([{ requesterId: world.customer.id }]);
  expect(world.zendesk.unexpected()).toEqual([]);
});
