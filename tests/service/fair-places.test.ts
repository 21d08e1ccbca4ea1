import { beginIndex } from "@deskline/service/contacts/index-store";
import { beginAuthorization } from "@deskline/service/integrations/connect";
import { addIntegration } from "@deskline/service/integrations/store";
import { systemClock } from "@deskline/service/platform/clock";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { startQueue } from "@deskline/service/queue/postgres";
import { calls } from "@deskline/service/storage/calls-schema";
import { openDatabase } from "@deskline/service/storage/database";
import { callWith } from "@deskline/service/tickets/core/sample-call";
import { inject, expect, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

const foreverMs = 365 * 24 * 3600_000;

test("an account that does not answer keeps no other integration's calls from their tickets", async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  await using world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  await using stack = new AsyncDisposableStack();
  const log = createLogger("silent");
  const { db, close } = openDatabase(url, log, { max: 2 });
  stack.defer(close);
  const queue = await startQueue(url, log, { worker: false });
  stack.defer(() => queue.stop());

  const secret = world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "";
  const box = createSecretBox(loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" }));
  const { subdomain } = world.zendesk;
  const zendesk = { subdomain, clientId: "deskline", clientSecret: secret };
  const other = await addIntegration(db, box, { name: "Other", zendesk });
  await beginIndex(
    db,
    other.id,
    { country: "US", numberFields: [] },
    new Date(),
    new Date(Date.now() + foreverMs),
  );
  const publicUrl = world.env["PUBLIC_URL"] ?? "";
  const deps = { db, box, log, clock: systemClock, publicUrl, zendeskBaseUrl: world.zendesk.url };
  const page = await fetch(await world.zendesk.consent(await beginAuthorization(deps, other.id)));
  expect(await page.text()).toContain("Authorization succeeded!");

  async function wait(integrationId: string, count: number): Promise<void> {
    const settledAt = new Date();
    const made = Array.from({ length: count }, (_, i) => {
      const pbxCallId = `${Math.floor(settledAt.getTime() / 1000)}.${i}`;
      return { integrationId, pbxCallId, summary: callWith({ pbxCallId }), settledAt };
    });
    const rows = await db.insert(calls).values(made).returning({ id: calls.id });
    const jobs = rows.map(({ id }) => ({
      key: id,
      integrationId,
      payload: { callId: id, attempt: 0, firstTriedAt: settledAt.getTime() },
    }));
    await queue.addAll("log-call", jobs, db);
  }

  const ticketsOf = (id: string) =>
    world.zendesk.tickets().filter((one) => one.externalId?.includes(id) === true).length;
  const asked = () =>
    world.zendesk.requests().filter((one) => one.headers["idempotency-key"]?.includes(world.integration.id))
      .length;
  const { promise: answers, resolve: answer } = Promise.withResolvers<void>();
  const hangs = { kind: "waits", for: answers } as const;
  world.zendesk.faults.add({ key: world.integration.id, times: 40, do: hangs });
  await wait(world.integration.id, 40);
  await until("every place to be taken that one may take", () => Promise.resolve(asked() >= 30));
  await wait(other.id, 3);
  await until("the other's tickets", () => Promise.resolve(ticketsOf(other.id) === 3));
  expect(await world.query("select 1 from call_trace where step = 'will_try_again'")).toEqual([]);
  expect(ticketsOf(world.integration.id)).toBe(0);
  answer();
  await until("all tickets", () => Promise.resolve(ticketsOf(world.integration.id) === 40));
});
