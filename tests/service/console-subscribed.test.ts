import type { IntegrationDetail } from "@deskline/shared/admin";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

test("whether the live connection stands is told by any replica, also when the one that kept it was killed", async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  await using world = await World.start({
    storage: { databaseUrl: url },
    transport: "websocket",
    app: "stand_in",
  });
  const operator = await operatorAt(world.service);
  const subscribed = async (who = operator) =>
    ((await who.ask("GET", `integrations/${world.integration.id}`)).body as IntegrationDetail).pbx.subscribed;
  await until("the connection to be noted", async () => (await subscribed()) === true);
  await world.service.kill();
  await world.query("update pbx_connections set url = 'http://127.0.0.1:9', subscribed = true");
  await world.restart();
  await until("the loss to be noted", async () => (await subscribed()) === false);
  await world.query("update pbx_connections set websocket = false");
  await world.query("select pg_notify('deskline_integrations', '')");
  expect(await subscribed()).toBeNull();
});
