import { PopSettings, type IntegrationDetail, type IntegrationList } from "@deskline/shared/admin";
import type { AuditPage } from "@deskline/shared/admin-audit";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { ConsoleClient, operatorAt } from "../world/console-client.ts";
import { World } from "../world/world.ts";

let world: World;
let operator: ConsoleClient;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  operator = await operatorAt(world.service);
});
afterAll(() => world.close());

type Entries = AuditPage["entries"];

const own = () => `integrations/${world.integration.id}`;
const code = (answer: { body: unknown }) => (answer.body as { code?: string } | null)?.code ?? null;
const key = () => ({ "idempotency-key": crypto.randomUUID() });

async function audit(query = ""): Promise<Entries> {
  return ((await operator.ask("GET", `audit?${query}`)).body as AuditPage).entries;
}

async function named(name: string): Promise<number> {
  return (await world.query("select 1 from integrations where name = $1", [name])).length;
}

describe("the list", () => {
  test("tells of each integration what it is, what it did today and what is wrong", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.answer("2005");
    call.hangUp("5503309");
    await world.settled(1);
    await world.query("update pbx_connections set time_zone = 'UTC'");
    const { integrations } = (await operator.ask("GET", "integrations")).body as IntegrationList;
    expect(integrations).toEqual([
      {
        id: world.integration.id,
        name: "Acme",
        status: "connected",
        pbx: world.pbx.url,
        subdomain: world.zendesk.subdomain,
        callsToday: expect.any(Number) as number,
        ticketsToday: expect.any(Number) as number,
        lastEventAt: expect.any(Number) as number,
        problems: [],
      },
    ]);
    expect(Date.now() - (integrations[0]?.lastEventAt ?? 0)).toBeLessThan(60_000);
  });

  test("counts the day of the PBX", async () => {
    await world.query(
      "update calls set started_at = date_trunc('day', now() at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo'",
    );
    const callsToday = async (zone: string) => {
      await world.query("update pbx_connections set time_zone = $1", [zone]);
      return ((await operator.ask("GET", own())).body as IntegrationDetail).callsToday;
    };
    expect(await callsToday("Asia/Tokyo")).toBe(1);
    await world.query("update calls set started_at = started_at - interval '1 second'");
    expect(await callsToday("Asia/Tokyo")).toBe(0);
    await callsToday("UTC");
  });

  test("names problems and how many there are", async () => {
    await world.query("update pbx_connections set login_problem = 'CLIENT INVALID'");
    await world.query("update calls set logging = 'parked', logging_reason = 'Zendesk: no'");
    await world.query("update zendesk_connections set app_version = '0.0.1'");
    await world.query("delete from pbx_numbers where number = '2005'");
    const { problems } = (await operator.ask("GET", own())).body as IntegrationDetail;
    expect(problems).toEqual([
      { kind: "pbx_log_in_refused", count: null, detail: "CLIENT INVALID" },
      { kind: "calls_parked", count: 1, detail: "Zendesk: no" },
      { kind: "app_outdated", count: null, detail: "0.0.1" },
      { kind: "binding_broken", count: 1, detail: null },
    ]);
    await world.query("update pbx_connections set login_problem = null");
    await world.query("update calls set logging = 'done', logging_reason = null");
    await world.query("update zendesk_connections set app_version = null");
    await world.query(
      "insert into pbx_numbers (integration_id, number, kind, name) values ($1, '2005', 'extension', 'Kristin Hale')",
      [world.integration.id],
    );
  });
});

describe("adding one", () => {
  test("needs a name alone; PBX and Zendesk are entered later", async () => {
    const { status, body } = await operator.ask("POST", "integrations", { name: "  Branch  " });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Branch",
      status: "draft",
      problems: [],
      pbx: {
        url: null,
        clientId: null,
        secretSet: false,
        transport: "websocket",
        webhook: { secretSet: false },
      },
      zendesk: { subdomain: null, clientId: null, secretSet: false, adminName: null },
      app: { linked: false, installedVersion: null },
      boundAgents: 0,
      heldCalls: 0,
    });
    const { id, pbx, zendesk } = body as IntegrationDetail;
    expect(pbx.webhook.url).toMatch(new RegExp(`^${world.service.url}/pbx/[\\w-]{32}/events$`));
    expect(pbx.webhook.events).toContain(30011);
    expect(zendesk.callbackUrl).toBe(`${world.service.url}/oauth/zendesk/callback`);
    expect(await operator.ask("GET", `integrations/${id}`)).toMatchObject({ status: 200, body });
    expect((await operator.ask("GET", `integrations/${id}/recent-calls`)).body).toEqual({ calls: [] });
  });

  test.each([{}, { name: "" }, { name: "  " }, { name: "x".repeat(101) }, { name: 7 }, null])(
    "%j is no name",
    async (body) => {
      expect(await operator.ask("POST", "integrations", body)).toMatchObject({
        status: 400,
        body: { code: "input_wrong" },
      });
    },
  );

  test("a name that is taken is refused, also when both come at the same moment", async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => operator.ask("POST", "integrations", { name: "Twice" })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect(await named("Twice")).toBe(1);
  });

  test("a double click makes one, and both get the same answer", async () => {
    const headers = key();
    const ask = () => operator.ask("POST", "integrations", { name: "Clicked" }, headers);
    const both = await Promise.all([ask(), ask()]);
    expect(await named("Clicked")).toBe(1);
    for (const answer of both.filter((one) => one.status !== 201)) expect(code(answer)).toBe("key_running");
    const made = both.find((one) => one.status === 201);
    const later = await ask();
    expect(later).toMatchObject({ status: 201, body: made?.body });
    expect(later.headers.get("idempotency-replayed")).toBe("true");
  });

  test("ten at once with one key make one", async () => {
    const headers = key();
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () =>
        code(await operator.ask("POST", "integrations", { name: "Many" }, headers)),
      ),
    );
    expect(await named("Many")).toBe(1);
    expect(codes.filter((one) => one !== null && one !== "key_running")).toEqual([]);
  });

  test("a key stands for one request, and for one that succeeded", async () => {
    const headers = key();
    const ask = (name: string) => operator.ask("POST", "integrations", { name }, headers);
    expect(code(await ask("Acme"))).toBe("name_taken");
    expect((await ask("Keyed")).status).toBe(201);
    expect(await ask("Keyed too")).toMatchObject({ status: 422, body: { code: "key_reused" } });
    expect(await named("Keyed too")).toBe(0);
    expect(
      code(await operator.ask("POST", "integrations", { name: "X" }, { "idempotency-key": "x".repeat(201) })),
    ).toBe("input_wrong");
  });

  test("one whose process ended under way can be made again", async () => {
    const headers = key();
    await world.query(
      "insert into kept_answers (actor, key, request_hash, status, body, at) values ('operator', $1, 'x', 0, '', now() - interval '2 minutes')",
      [headers["idempotency-key"]],
    );
    // It may wait so long for a row that is locked while tokens are renewed.
    expect(code(await operator.ask("POST", "integrations", { name: "Again" }, headers))).toBe("key_reused");
    await world.query("update kept_answers set at = now() - interval '4 minutes' where key = $1", [
      headers["idempotency-key"],
    ]);
    expect((await operator.ask("POST", "integrations", { name: "Again" }, headers)).status).toBe(201);
  });

  test("what counts no more is forgotten", async () => {
    await world.query("update kept_answers set at = now() - interval '25 hours'");
    await world.query(
      "insert into pgboss.job (name, data, policy, singleton_key) values ('sweep-console', '{}', 'short', 'test')",
    );
    await expect
      .poll(async () => (await world.query("select 1 from kept_answers")).length, { timeout: 20_000 })
      .toBe(0);
    expect((await operator.ask("GET", "sessions")).status).toBe(200);
  });
});

describe("changing one", () => {
  const change = (body: object) => operator.ask("PATCH", own(), body);

  test("changes what is given, at once and for the agents too", async () => {
    const popRules = {
      inbound: { when: "answer", open: "profile" },
      outbound: { when: "ring", open: "ticket" },
    };
    const given = { name: "Acme Ltd", popRules, agentsChoosePops: false, dispositions: ["Won", "Lost"] };
    expect(await change(given)).toMatchObject({ status: 200, body: given });
    await expect
      .poll(async () => (await world.api(await world.session("kristin.hale@example.com"), "GET", "me")).body)
      .toMatchObject({ pop: popRules, mayChoosePops: false, integration: { dispositions: ["Won", "Lost"] } });
    expect(await change({ name: "Acme" })).toMatchObject({ body: { name: "Acme", popRules } });
  });

  test.each([
    { name: "" },
    { popRules: { inbound: { when: "often", open: "ticket" }, outbound: { when: "never", open: "ticket" } } },
    { dispositions: [" "] },
    { dispositions: Array.from({ length: 31 }, (_, i) => `d${i}`) },
    { agentsChoosePops: "no" },
  ])("%j is refused", async (body) => {
    expect(await change(body)).toMatchObject({ status: 400, body: { code: "input_wrong" } });
  });

  test("a name of another one is refused, its own is not", async () => {
    expect(code(await change({ name: "Branch" }))).toBe("name_taken");
    expect((await change({ name: "Acme" })).status).toBe(200);
  });

  test("one that is not there is unknown", async () => {
    for (const id of ["nothing", "0e8c1f1a-6f0f-4d7e-9a51-3a8f6f3f0a11"])
      expect(await operator.ask("GET", `integrations/${id}`)).toMatchObject({
        status: 404,
        body: { code: "integration_unknown" },
      });
  });
});

test("removing one takes everything of it but the audit log", async () => {
  const { body } = await operator.ask("POST", "integrations", { name: "Gone soon" });
  const { id } = body as IntegrationDetail;
  expect((await operator.ask("DELETE", `integrations/${id}`)).status).toBe(204);
  expect((await operator.ask("GET", `integrations/${id}`)).status).toBe(404);
  expect((await operator.ask("DELETE", `integrations/${id}`)).status).toBe(404);
  expect((await audit(`integration=${id}`)).map((one) => one.action)).toEqual([
    "integration.removed",
    "integration.added",
  ]);
});

test("settings that somebody else has changed since are not overwritten", async () => {
  const read = async () => PopSettings.parse((await operator.ask("GET", own())).body);
  const was = await read();
  await operator.ask("PATCH", own(), { agentsChoosePops: !was.agentsChoosePops, was });
  const late = await operator.ask("PATCH", own(), { dispositions: ["Mine"], was });
  expect(late).toMatchObject({ status: 409, body: { code: "settings_changed" } });
  expect(await read()).toEqual({ ...was, agentsChoosePops: !was.agentsChoosePops });
  await operator.ask("PATCH", own(), { ...was });
});

describe("the audit log", () => {
  test("tells who changed what, before and after, and of nothing that did not change", async () => {
    await operator.ask("PATCH", own(), { dispositions: ["Won"], name: "Acme" });
    await operator.ask("PATCH", own(), { dispositions: ["Won"] });
    expect((await audit(`integration=${world.integration.id}`))[0]).toEqual({
      id: expect.any(Number) as number,
      at: expect.any(Number) as number,
      actor: "operator",
      actorKind: "operator",
      actorId: null,
      integrationId: world.integration.id,
      integrationName: "Acme",
      action: "integration.changed",
      before: { dispositions: ["Won", "Lost"] },
      after: { dispositions: ["Won"] },
    });
  });

  test("tells of the command line too, and never a secret", async () => {
    await world.cli(["integration", "set", "-i", "Acme", "--country", "DE"]);
    await world.cli(
      ["integration", "set-webhook-secret", "-i", "Acme", "--webhook-secret-file", "-"],
      "hush-hush-webhook\n",
    );
    await world.cli(["app", "pops", "-i", "Acme", "--inbound", "never"]);
    const lines = await audit("actor=command");
    expect(lines.slice(0, 3)).toMatchObject([
      { action: "integration.changed", before: { popRules: {} }, after: { popRules: {} } },
      { action: "pbx.changed", after: { webhookSecret: "changed" } },
      { action: "integration.changed", before: { defaultCountry: "US" }, after: { defaultCountry: "DE" } },
    ]);
    const all = JSON.stringify(await world.query("select * from audit_log"));
    for (const secret of [
      "hush-hush-webhook",
      world.pbx.clientSecret,
      world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "none",
      "correct horse battery staple",
    ])
      expect(all).not.toContain(secret);
  });

  test("is filtered and paged", async () => {
    await world.query(
      "update audit_log set at = now() - interval '2 days' where action = 'integration.removed'",
    );
    const dayAgo = Date.now() - 24 * 3600_000;
    expect((await audit(`to=${dayAgo}`)).map((one) => one.action)).toEqual(["integration.removed"]);
    expect((await audit(`from=${dayAgo}`)).map((one) => one.action)).not.toContain("integration.removed");
    expect(new Set((await audit("action=integration.added")).map((one) => one.action))).toEqual(
      new Set(["integration.added"]),
    );
    expect(await audit("actor=nobody")).toEqual([]);
    const seen: number[] = [];
    let before = "";
    for (let next: number | null = 0; next !== null;) {
      const page = (await operator.ask("GET", `audit?limit=3${before}`)).body as AuditPage;
      seen.push(...page.entries.map((one) => one.id));
      next = page.next;
      before = `&before=${next}`;
    }
    expect(seen).toEqual((await audit("limit=200")).map((one) => one.id));
    expect(code(await operator.ask("GET", "audit?limit=1000"))).toBe("input_wrong");
  });

  test("as a file is text that no spreadsheet computes", async () => {
    await operator.ask("PATCH", own(), { name: '=HYPERLINK("https://evil.example")' });
    await operator.ask("PATCH", own(), { name: "Acme" });
    const { headers, body } = await operator.ask("GET", `audit.csv?integration=${world.integration.id}`);
    expect(headers.get("content-type")).toContain("text/csv");
    expect(headers.get("content-disposition")).toContain("attachment");
    const lines = String(body).split("\r\n");
    expect(lines[0]).toBe(
      '"id","time","actor","actor kind","actor id","integration","action","before","after"',
    );
    expect(lines[1]).toContain('"\'=HYPERLINK(""https://evil.example"")"');
    expect(lines.filter((line) => /(^|,)"?[=+@]/.test(line))).toEqual([]);
    const raw = await fetch(`${world.service.url}/api/admin/audit.csv`, {
      headers: { cookie: operator.cookie ?? "" },
    });
    expect([...new Uint8Array(await raw.arrayBuffer())].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 0x22]);
  });

  test("shows an administrator of Zendesk the own integration alone", async () => {
    const session = (await world.signedLoad("nav_bar", "ada@acme.example")).data?.session.token ?? "";
    const admin = world.zendesk.users().find(({ name }) => name === "Ada Admin");
    const ada = ConsoleClient.withSession(world.service.url, session);
    await ada.ask("PATCH", own(), { dispositions: ["Won", "Open"] });
    for (const query of ["", "?integration=0e8c1f1a-6f0f-4d7e-9a51-3a8f6f3f0a11"]) {
      const { entries } = (await ada.ask("GET", `audit${query}`)).body as AuditPage;
      expect(entries[0]).toMatchObject({
        actor: "Ada Admin",
        actorKind: "zendesk_user",
        actorId: admin?.id,
        action: "integration.changed",
      });
      expect(new Set(entries.map((one) => one.integrationId))).toEqual(new Set([world.integration.id]));
    }
    expect(await audit(`actor=${admin?.id}`)).not.toEqual([]);
  });
});

test("openapi.json describes every path below /api/admin: who may, what goes in, what comes out", async () => {
  const answer = await fetch(`${world.service.url}/openapi.json`);
  const { paths } = (await answer.json()) as {
    paths: Record<
      string,
      Record<
        string,
        {
          summary?: string;
          security?: object[];
          responses?: object;
          requestBody?: object;
          parameters?: { name: string }[];
        }
      >
    >;
  };
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith("/api/admin/"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ name: `${method} ${path}`, ...one })),
    );
  expect(operations.map((one) => one.name)).toEqual(
    expect.arrayContaining([
      "get /api/admin/session",
      "post /api/admin/session",
      "delete /api/admin/session",
      "post /api/admin/setup",
      "put /api/admin/password",
      "get /api/admin/sessions",
      "delete /api/admin/sessions/{id}",
      "get /api/admin/integrations",
      "post /api/admin/integrations",
      "get /api/admin/integrations/{id}",
      "patch /api/admin/integrations/{id}",
      "delete /api/admin/integrations/{id}",
      "get /api/admin/integrations/{id}/recent-calls",
      "post /api/admin/integrations/{id}/disable",
      "post /api/admin/integrations/{id}/enable",
      "put /api/admin/integrations/{id}/calls/{callId}/ticket",
      "post /api/admin/integrations/{id}/calls/{callId}/ticket",
      "delete /api/admin/integrations/{id}/calls/{callId}/ticket",
      "put /api/admin/integrations/{id}/calls/{callId}/contact",
      "get /api/admin/audit",
      "get /api/admin/audit.csv",
    ]),
  );
  const lacking = operations.filter(
    (one) =>
      one.summary === undefined ||
      one.security === undefined ||
      !("default" in (one.responses ?? {})) ||
      (/^(put|patch) /.test(one.name) && one.requestBody === undefined),
  );
  expect(lacking.map((one) => one.name)).toEqual([]);
  const taking = (header: string) =>
    operations
      .filter(({ parameters = [] }) => parameters.some(({ name }) => name === header))
      .map((one) => one.name);
  expect(taking("Origin")).toEqual(
    operations.map((one) => one.name).filter((name) => !name.startsWith("get ")),
  );
  expect(taking("Idempotency-Key")).toEqual(["post /api/admin/integrations"]);
});
