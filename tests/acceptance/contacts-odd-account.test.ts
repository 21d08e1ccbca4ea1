import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { ContactsDesk } from "../world/contacts-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** An account whose export leaves out what numbers people have besides their first. */
let world: World;
let desk: ContactsDesk;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({
    storage: { databaseUrl: database.url },
    app: "stand_in",
    contacts: "indexed",
    people: [{ name: "Dana Direct", phone: "+12125550100", numbers: ["+12125550101", "(212) 555-0102"] }],
    zendesk: { sideloadIdentitiesInExport: false, exportPageSize: 50, highVolume: true },
  });
  desk = await ContactsDesk.of(world);
});
afterAll(() => world?.close());

const ask = async (method: string, path: string) => (await desk.ask(method, path)).index;
const whoHas = async (number: string) => (await desk.tested(number)).contact?.name ?? null;
const becomes = (number: string, name: string | null) =>
  until(`${number} to be ${name}`, async () => (await whoHas(number)) === name);

test("further numbers are known though the list of everybody leaves them out", async () => {
  for (const number of ["+12125550100", "+12125550101", "+12125550102"])
    expect(await whoHas(number)).toBe("Dana Direct");
});

test("a webhook that is refused costs minutes, not callers; the console says so until it is there", async () => {
  const { faults } = world.zendesk;
  await becomes("+12125550104", null);
  for (const { id } of world.zendesk.webhooks()) world.zendesk.deleteWebhook(id);
  const refusal = { error: "Forbidden", description: "You have no webhooks" };
  faults.add({
    method: "POST",
    path: /\/api\/v2\/webhooks/,
    times: 100,
    do: { kind: "status", status: 403, body: refusal },
  });
  await ask("POST", "/read");
  await until("the trouble", async () => (await ask("GET", "")).webhook === "failed");
  expect((await ask("GET", "")).webhookTrouble).toContain("403");

  world.zendesk.addUser({ name: "Told By Nobody", phone: "+12125550103", numbers: ["+12125550104"] });
  await world.zendesk.webhooksSettled();
  world.passAtZendesk(61_000);
  await ask("POST", "/read");
  await becomes("+12125550103", "Told By Nobody");
  expect(await whoHas("+12125550104")).toBe("Told By Nobody");
  expect(await ask("GET", "")).toMatchObject({ state: "filled", trouble: null, webhook: "failed" });

  faults.clear();
  await ask("POST", "/read");
  await until("the webhook", async () => (await ask("GET", "")).webhook === "on");
  expect(world.zendesk.webhooks()).toHaveLength(1);
  world.zendesk.addUser({ name: "Told At Once", phone: "+12125550105" });
  await becomes("+12125550105", "Told At Once");
});

test("a list that runs backwards is not followed, and says so; who is known stays known", async () => {
  const page = (cursor: string, changed: string) => ({
    path: /incremental/,
    do: {
      kind: "status",
      status: 200,
      body: {
        users: [{ id: world.customer.id, name: "Phillip Huff", role: "end-user", updated_at: changed }],
        after_cursor: cursor,
        end_of_stream: false,
      },
    } as const,
  });
  world.zendesk.faults.add(page("c1", "2026-06-01T00:00:00Z"));
  world.zendesk.faults.add(page("c2", "2025-06-01T00:00:00Z"));
  await ask("POST", "/refill");
  await until("the trouble", async () => (await ask("GET", "")).trouble !== null);
  expect((await ask("GET", "")).trouble).toContain("runs backwards");
  expect(world.zendesk.faults.pending()).toBe(0);
  expect(await whoHas("+12125550101")).toBe("Dana Direct");

  await world.query(
    "update contact_index set begun_at = begun_at - interval '2 minutes', read_at = read_at - interval '1 hour'",
  );
  await ask("POST", "/read");
  await until("everybody to be read", async () => (await ask("GET", "")).reading === null);
  expect(await ask("GET", "")).toMatchObject({ state: "filled", trouble: null });
  expect(await whoHas("+12125550101")).toBe("Dana Direct");
});
