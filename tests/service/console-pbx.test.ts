import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { IntegrationDetail } from "@deskline/shared/admin";
import { PbxTest } from "@deskline/shared/admin-pbx";
import { Problem } from "@deskline/shared/errors";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { freePort } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { startYeastar } from "../world/yeastar/simulator.ts";
import type { Switches } from "../world/yeastar/options.ts";

let world: World;
let operator: ConsoleClient;
let base: string;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in", transport: "websocket" });
  operator = await operatorAt(world.service);
  base = `integrations/${world.integration.id}`;
});
afterAll(() => world.close());

async function put(body: object): Promise<IntegrationDetail | string> {
  const answer = await operator.ask("PUT", `${base}/pbx`, body);
  return answer.status === 200 ? IntegrationDetail.parse(answer.body) : Problem.parse(answer.body).code;
}

async function detail(): Promise<IntegrationDetail> {
  return IntegrationDetail.parse((await operator.ask("GET", base)).body);
}

async function testPbx(): Promise<PbxTest> {
  return PbxTest.parse((await operator.ask("POST", `${base}/pbx/test`)).body);
}

const own = () => ({
  url: world.pbx.url,
  clientId: world.pbx.clientId,
  clientSecret: world.pbx.clientSecret,
  certificate: null,
});

function logIns(): number {
  return world.pbx.requests().filter((one) => one.path.endsWith("/get_token")).length;
}

async function audited(action: string): Promise<{ before: unknown; after: unknown }[]> {
  return world.query("select before, after from audit_log where action = $1 order by id", [action]);
}

describe("what is entered", () => {
  test.each([
    [{ url: "https://admin:hush@pbx.example.com" }, "pbx_url_credentials"],
    [{ url: "https://pbx.example.com/login" }, "pbx_url_path"],
    [{ url: "ftp://pbx.example.com" }, "pbx_url_scheme"],
    [{ url: "pbx" }, "pbx_url_wrong"],
    [{ url: "x".repeat(501) }, "pbx_url_wrong"],
    [{ timeZone: "Mars/Olympus" }, "time_zone_unknown"],
    [{ country: "XX" }, "country_unknown"],
    [{ country: "GER" }, "country_unknown"],
    [{ dialRules: { stripPlus: true, internationalPrefix: "0a", outsidePrefix: "" } }, "dial_rules_wrong"],
    [{ transport: "pigeon" }, "transport_unknown"],
    [{ clientId: "" }, "input_wrong"],
  ])("%j is refused with %s, and nothing is changed", async (body, code) => {
    const before = await detail();
    expect(await put({ ...body, ...("timeZone" in body ? {} : { timeZone: "Asia/Tokyo" }) })).toBe(code);
    expect(await detail()).toEqual(before);
  });

  test("is kept, and stands in the audit log once, without secrets", async () => {
    const changes = {
      timeZone: "Europe/Vienna",
      country: "at",
      transport: "both",
      dialRules: { stripPlus: true, internationalPrefix: "00", outsidePrefix: "0" },
      clientSecret: "another one",
    };
    expect(await put(changes)).toMatchObject({
      timeZone: "Europe/Vienna",
      country: "AT",
      dialRules: changes.dialRules,
      pbx: { transport: "both", secretSet: true },
    });
    await put(changes);
    const log = await audited("pbx.changed");
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      before: { clientSecret: "set", timeZone: "Europe/Berlin" },
      after: { clientSecret: "changed", timeZone: "Europe/Vienna" },
    });
    expect(JSON.stringify(log)).not.toContain("another one");
    await put({ ...own(), timeZone: "Europe/Berlin", country: "US", transport: "websocket" });
  });

  test("another address needs the secret again, else whoever moves it there could read it", async () => {
    await using other = await startYeastar();
    const before = await detail();
    expect(await put({ url: other.url, clientId: "other" })).toBe("pbx_secret_needed");
    expect(await detail()).toEqual(before);
    expect(await testPbx()).toMatchObject({ result: "works" });
    expect(other.requests()).toEqual([]);

    expect(await put({ url: `${world.pbx.url}/` })).toMatchObject({ pbx: { url: world.pbx.url } });
    expect(await put({ url: other.url, clientSecret: "another one" })).toMatchObject({
      pbx: { url: other.url },
    });
    await put(own());
  });
});

describe("the test", () => {
  async function whileSwitched(switches: Partial<Switches>, then: () => Promise<void>): Promise<void> {
    const before = { ...world.pbx.switches };
    Object.assign(world.pbx.switches, switches);
    try {
      await then();
    } finally {
      Object.assign(world.pbx.switches, before);
    }
  }

  test("tells what the PBX is and can do", async () => {
    const works = await testPbx();
    expect(works).toEqual({
      result: "works",
      about: {
        model: "P-Series Software Edition",
        firmware: "83.20.0.21",
        serial: world.pbx.sn,
        abilities: {
          events: true,
          trunkMonitor: null,
          webhook: true,
          phonebooks: true,
          recordings: true,
          records: "1",
        },
      },
    });
    const { pbx } = await detail();
    expect(pbx.about).toEqual(works.result === "works" ? works.about : null);
    expect(pbx.testedAt).toBeGreaterThan(Date.now() - 60_000);
  });

  test("tells of old firmware and a small plan, without costing the token", async () => {
    const before = logIns();
    const switches = { webhooks: "unknown", phonebooks: false, cdrV2: "on" } as const;
    await whileSwitched(switches, async () => {
      expect(await testPbx()).toMatchObject({
        result: "works",
        about: { abilities: { webhook: false, phonebooks: false, records: "2" } },
      });
    });
    expect(logIns()).toBe(before);
  });

  test("tells from the calls whether trunks report theirs", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp("5503309");
    await until("the trunk to be told of", async () => {
      const rows = await world.query("select 1 from calls where summary ->> 'direction' = 'inbound'");
      return rows.length > 0;
    });
    expect(await testPbx()).toMatchObject({ result: "works", about: { abilities: { trunkMonitor: true } } });
  });

  test("wrong credentials are told at the first refusal, and not tried again until they are changed", async () => {
    const before = logIns();
    await put({ clientSecret: "wrong" });
    const first = await testPbx();
    expect(first).toMatchObject({ result: "fails", trouble: "credentials_wrong", certificate: null });
    expect(first).toMatchObject({ detail: expect.stringContaining("10005") as string });
    for (let i = 0; i < 5; i += 1) expect(await testPbx()).toEqual(first);
    expect(logIns() - before).toBe(1);
    expect((await detail()).problems).toContainEqual(expect.objectContaining({ kind: "pbx_log_in_refused" }));
    await put({ clientSecret: world.pbx.clientSecret });
    expect(await testPbx()).toMatchObject({ result: "works" });
    expect((await detail()).problems).toEqual([]);
  });

  test("credentials that were right after all are tried again once they are typed again", async () => {
    const { id } = world.integration;
    const trouble = { kind: "credentials_wrong", detail: "10005 wrong", at: 1 };
    await world.query(
      "update pbx_connections set login_problem = $2, trouble = $3, access_token = null, refresh_token = null where integration_id = $1",
      [id, trouble.detail, JSON.stringify(trouble)],
    );
    expect(await testPbx()).toMatchObject({ result: "fails", trouble: "credentials_wrong" });
    const log = await audited("pbx.changed");
    await put({ clientSecret: world.pbx.clientSecret });
    expect(await audited("pbx.changed")).toEqual(log);
    expect(await testPbx()).toMatchObject({ result: "works" });
  });

  test.each([
    ["api_off", { apiEnabled: false }],
    ["address_not_allowed", { allowedIps: ["192.0.2.1"] }],
  ] as [string, Partial<Switches>][])(
    "%s is told, and the test works again once it is cured",
    async (trouble, switches) => {
      await whileSwitched(switches, async () => {
        expect(await testPbx()).toMatchObject({ result: "fails", trouble });
        expect(await testPbx()).toMatchObject({ result: "fails", trouble });
      });
      expect(await testPbx()).toMatchObject({ result: "works" });
    },
  );

  test("the cause is told right also where somebody else is refused at the same moment", async () => {
    const trouble = { kind: "address_not_allowed", detail: "70087 IP FORBIDDEN", at: 1 };
    await world.query("update pbx_connections set login_problem = $1, trouble = $2", [
      trouble.detail,
      JSON.stringify(trouble),
    ]);
    await world.query(`create function refuse_at_once() returns trigger language plpgsql
      as 'begin new.login_problem := old.login_problem; new.trouble := old.trouble; return new; end'`);
    await world.query(
      "create trigger refuse before update on pbx_connections for each row execute function refuse_at_once()",
    );
    try {
      expect(await testPbx()).toMatchObject({ result: "fails", trouble: "address_not_allowed" });
    } finally {
      await world.query("drop function refuse_at_once cascade");
    }
    expect(await testPbx()).toMatchObject({ result: "works" });
  });

  test("a blocked address is told", async () => {
    for (let i = 0; i < 5; i += 1) {
      await fetch(`${world.pbx.url}/openapi/v1.0/get_token`, {
        method: "POST",
        headers: { "user-agent": "OpenAPI" },
        body: JSON.stringify({ username: "x", password: "y" }),
      });
    }
    expect(await testPbx()).toMatchObject({ result: "fails", trouble: "address_blocked" });
    world.pbx.unblock();
    expect(await testPbx()).toMatchObject({ result: "works" });
  });

  test("too many tokens are told", async () => {
    let errcode = 0;
    while (errcode === 0) {
      const answer = await fetch(`${world.pbx.url}/openapi/v1.0/get_token`, {
        method: "POST",
        headers: { "user-agent": "OpenAPI" },
        body: JSON.stringify({ username: world.pbx.clientId, password: world.pbx.clientSecret }),
      });
      ({ errcode } = (await answer.json()) as { errcode: number });
    }
    await world.query("update pbx_connections set access_token = null, refresh_token = null");
    expect(await testPbx()).toMatchObject({ result: "fails", trouble: "too_many_tokens" });
    world.pbx.revokeTokens();
    expect(await testPbx()).toMatchObject({ result: "works" });
  });

  async function at(url: string): Promise<PbxTest> {
    await put({ ...own(), url });
    try {
      return await testPbx();
    } finally {
      await put(own());
    }
  }

  async function serve(handle: RequestListener, then: (url: string) => Promise<void>): Promise<void> {
    const server = createServer(handle);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    try {
      await then(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  test("what cannot be reached is told with its cause", async () => {
    const refused = { trouble: "unreachable", detail: "the connection is refused (ECONNREFUSED)" };
    expect(await at(`http://127.0.0.1:${await freePort()}`)).toMatchObject(refused);
    const unknown = await at("http://pbx.invalid");
    expect(unknown).toMatchObject({ trouble: "unreachable" });
    expect(unknown.result === "fails" ? unknown.detail : "").toMatch(
      /^the name .* \((ENOTFOUND|EAI_AGAIN)\)$/,
    );
    await serve(
      () => undefined,
      async (url) => {
        expect(await at(url)).toMatchObject({ trouble: "unreachable", detail: "no answer in time" });
      },
    );
  });

  test.each([
    ["a page", 200, "<html>hello</html>"],
    ["nothing there", 404, "not found"],
    ["the way to another address", 302, ""],
    ["JSON of something else", 200, '{"hello":"world"}'],
  ])("a server that answers with %s is no PBX", async (_, status, body) => {
    await serve(
      (__, response) => response.writeHead(status, { location: "/login" }).end(body),
      async (url) => {
        expect(await at(url)).toMatchObject({ result: "fails", trouble: "not_a_pbx" });
      },
    );
  });

  test("nothing entered yet is said", async () => {
    const answer = await operator.ask("POST", "integrations", { name: "Empty" });
    const { id } = IntegrationDetail.parse(answer.body);
    for (const path of ["pbx/test", "pbx/webhook"]) {
      expect(await operator.ask("POST", `integrations/${id}/${path}`)).toMatchObject({
        status: 409,
        body: { code: "pbx_not_entered" },
      });
    }
  });
});

describe("a certificate that nobody vouches for", () => {
  test("is shown, pinned by its fingerprint, used for everything, and missed when it changes", async () => {
    const first = makeCertificate();
    await using pbx = await startYeastar({ tls: first });
    pbx.addExtension({ number: "2001", name: "Tess Tls" });
    await put({ ...own(), url: pbx.url });
    const shown = await testPbx();
    expect(shown).toMatchObject({ result: "fails", trouble: "certificate_unknown" });
    const certificate = shown.result === "fails" ? shown.certificate : null;
    expect(certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(certificate?.subject).toBe("CN=localhost");
    expect(pbx.requests()).toEqual([]);
    expect((await detail()).problems).toContainEqual(expect.objectContaining({ kind: "pbx_certificate" }));

    expect(await put({ certificate: "AA:BB" })).toBe("certificate_changed");
    const written = certificate?.fingerprint.replaceAll(":", "").toLowerCase();
    expect(await put({ certificate: written })).toMatchObject({ pbx: { certificate } });
    expect(await testPbx()).toMatchObject({ result: "works", about: { abilities: { events: true } } });
    await until("the live connection", () => Promise.resolve(pbx.openSockets() > 0));
    await until("the extensions to be read", async () => {
      const rows = await world.query("select 1 from pbx_numbers where number = '2001'");
      return rows.length === 1;
    });
    await until("nothing more to be asked of the PBX", async () => {
      const jobs = await world.query("select 1 from pgboss.job where state = 'active'");
      return jobs.length === 0;
    });

    const second = makeCertificate();
    pbx.renewCertificate(second);
    const asked = pbx.requests().length;
    const changed = await testPbx();
    expect(changed).toMatchObject({ result: "fails", trouble: "certificate_changed" });
    expect(changed.result === "fails" ? changed.certificate?.fingerprint : "").not.toBe(
      certificate?.fingerprint,
    );
    expect(pbx.requests()).toHaveLength(asked);
    expect(await put({ certificate: certificate?.fingerprint })).toBe("certificate_changed");
    expect(
      await put({ certificate: changed.result === "fails" ? changed.certificate?.fingerprint : "" }),
    ).toMatchObject({ pbx: { certificate: { subject: "CN=localhost" } } });
    expect(await testPbx()).toMatchObject({ result: "works" });
    expect(pbx.unexpected()).toEqual([]);
    await put(own());
  });

  test("and has ended cannot be pinned", async () => {
    await using pbx = await startYeastar({ tls: makeCertificate({ endedAt: Date.now() - 60_000 }) });
    await put({ ...own(), url: pbx.url });
    expect(await testPbx()).toMatchObject({ trouble: "certificate_unknown", certificate: null });
    await put(own());
  });

  test("is forgotten with the address, and none can be pinned where none is shown", async () => {
    expect(await put({ certificate: "AA" })).toBe("certificate_unreadable");
    expect((await detail()).pbx.certificate).toBeNull();
  });
});

describe("the webhook", () => {
  const place = () => operator.ask("POST", `${base}/pbx/webhook`);
  const others = () => ["a", "b", "c", "d"].map((name) => `https://${name}.example.com/hook`);
  const secret = "0123456789abcdef0123456789abcdef";
  const isOurs = (url: string) => url.endsWith(`/pbx/${world.integration.key}/events`);

  test("is set up beside the others, tested, and the same when asked twice", async () => {
    for (const url of others()) world.pbx.setWebhook({ url, secret, eventIds: [30012] });
    const before = world.pbx.webhooks().webhooks;
    await world.query("delete from pbx_events");
    expect((await detail()).lastEventAt).toBeNull();

    const answer = await place();
    expect(answer).toMatchObject({ status: 200 });
    expect(IntegrationDetail.parse(answer.body).pbx).toMatchObject({
      transport: "both",
      webhook: { secretSet: true },
    });
    const entries = world.pbx.webhooks().webhooks;
    expect(entries.filter(({ url }) => !isOurs(url))).toEqual(before);
    const [ours] = entries.filter(({ url }) => isOurs(url));
    expect(ours).toMatchObject({
      requestMethod: "POST",
      eventIds: [30011, 30012, 30013, 30014, 30015, 30022, 30026],
    });
    expect(ours?.secret).toHaveLength(32);
    await until("the test message", async () => (await detail()).lastEventAt !== null);

    const writes = () => world.pbx.requests().filter((one) => one.path.endsWith("/webhook/update")).length;
    const written = writes();
    expect((await detail()).pbx.webhook.placed).toBe(true);
    expect((await Promise.all([place(), place()])).map(({ status }) => status)).toEqual([200, 200]);
    expect(writes()).toBe(written);
    expect(world.pbx.webhooks().webhooks).toEqual(entries);
    expect(await audited("webhook.placed")).toHaveLength(1);
  });

  test("is put right when somebody changed it, with the secret that is known", async () => {
    const [ours] = world.pbx.webhooks().webhooks.filter(({ url }) => isOurs(url));
    world.pbx.setWebhook({ url: ours?.url ?? "", secret: "f".repeat(32), eventIds: [30012] });
    await place();
    expect(world.pbx.webhooks().webhooks.filter(({ url }) => isOurs(url))).toEqual([ours]);
  });

  test("has no room beside five others, which stay", async () => {
    world.pbx.removeWebhook(world.webhookUrl);
    world.pbx.setWebhook({ url: "https://e.example.com/hook", secret });
    const before = [...world.pbx.webhooks().webhooks];
    expect(await place()).toMatchObject({ status: 409, body: { code: "webhook_full" } });
    expect(world.pbx.webhooks().webhooks).toEqual(before);
    world.pbx.removeWebhook("https://e.example.com/hook");
  });

  test("is not offered by old firmware, and may have to be allowed by hand", async () => {
    world.pbx.switches.webhooks = "unknown";
    expect(await place()).toMatchObject({ body: { code: "webhook_not_offered" } });
    world.pbx.switches.webhooks = "stay_off";
    world.pbx.webhooks().enabled = false;
    expect(await place()).toMatchObject({ body: { code: "webhook_switched_off" } });
    world.pbx.switches.webhooks = "offered";
    expect((await place()).status).toBe(200);
  });

  test("a PBX that is down is said to be", async () => {
    await world.pbx.goDown();
    expect(await place()).toMatchObject({ status: 503, body: { code: "pbx_unreachable" } });
    await world.pbx.comeBack();
  });

  test("goes when it is switched off; where the PBX does not answer it is said to stay", async () => {
    const ours = () => world.pbx.webhooks().webhooks.filter(({ url }) => isOurs(url)).length;
    expect(ours()).toBe(1);
    await world.pbx.goDown();
    const off = () => put({ transport: "websocket" });
    expect(await off()).toMatchObject({ pbx: { transport: "websocket", webhook: { placed: true } } });
    await world.pbx.comeBack();
    const others = world.pbx.webhooks().webhooks.length - 1;
    expect(await off()).toMatchObject({ pbx: { transport: "websocket", webhook: { placed: false } } });
    expect([ours(), world.pbx.webhooks().webhooks.length]).toEqual([0, others]);
    expect(await audited("webhook.removed")).toEqual([{ before: { url: world.webhookUrl }, after: null }]);
    expect((await place()).status).toBe(200);
    expect(ours()).toBe(1);
  });

  test("can be made by hand: its secret is given here, and the one before stays valid", async () => {
    const byHand = "a secret that the PBX made by it";
    const { pbx } = await detail();
    expect(pbx.webhook).toMatchObject({ url: world.webhookUrl, method: "POST" });
    const give = () => operator.ask("PUT", `${base}/pbx/webhook-secret`, { secret: byHand });
    expect((await give()).status).toBe(200);
    const rows = () => world.query("select webhook_secret, previous_webhook_secret from pbx_connections");
    const once = await rows();
    expect((await give()).status).toBe(200);
    expect(await rows()).toEqual(once);
    expect(await operator.ask("PUT", `${base}/pbx/webhook-secret`, { secret: "short" })).toMatchObject({
      status: 400,
    });
    expect((await detail()).pbx.webhook.placed).toBe(false);
    world.pbx.setWebhook({ url: world.webhookUrl, secret: byHand });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp("5503309");
    await world.pbx.settled();
    expect(world.pbx.deliveries().filter(({ url, status }) => isOurs(url) && status === 401)).toEqual([]);
    expect(JSON.stringify(await audited("webhook.secret_changed"))).not.toContain(byHand);
  });

  test("its secret is not given to a PBX at another address, which gets its own", async () => {
    await using other = await startYeastar();
    const { clientId, clientSecret } = other;
    const secrets = () =>
      world.query<{ present: string | null; still: string | null }>(
        "select webhook_secret as present, previous_webhook_secret as still from pbx_connections where integration_id = $1",
        [world.integration.id],
      );
    const [before] = await secrets();
    await put({ url: other.url, clientId, clientSecret });
    expect((await detail()).pbx.webhook).toMatchObject({ secretSet: false, placed: false });
    expect(await secrets()).toEqual([{ present: null, still: before?.present }]);
    expect((await place()).status).toBe(200);
    const [entry] = other.webhooks().webhooks;
    expect(entry?.secret).toHaveLength(32);
    expect(world.pbx.webhooks().webhooks.map((one) => one.secret)).not.toContain(entry?.secret);
    await put(own());
  });

  test("nothing was asked of the PBX that it does not know", () => {
    expect(world.pbx.unexpected()).toEqual([]);
  });
});
