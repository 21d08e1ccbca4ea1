import { IntegrationDetail } from "@deskline/shared/admin";
import { Disconnected } from "@deskline/shared/admin-switch";
import { AppState } from "@deskline/shared/admin-zendesk";
import { Problem } from "@deskline/shared/errors";
import { filesFor } from "@deskline/zendesk-app/package/pack-app";
import { readZip } from "@deskline/zendesk-app/package/zip";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;
let operator: ConsoleClient;
let base: string;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  operator = await operatorAt(world.service);
  base = `integrations/${world.integration.id}`;
});
afterAll(() => world.close());

async function detail(): Promise<IntegrationDetail> {
  return IntegrationDetail.parse((await operator.ask("GET", base)).body);
}

async function post(path: string, body?: object): Promise<IntegrationDetail | string> {
  const answer = await operator.ask("POST", `${base}/${path}`, body);
  return answer.status === 200 ? IntegrationDetail.parse(answer.body) : Problem.parse(answer.body).code;
}

async function app(): Promise<AppState> {
  return AppState.parse((await detail()).app);
}

async function ended(): Promise<NonNullable<AppState["work"]>> {
  await until("the installation to end", async () => (await app()).work?.state !== "running");
  const { work } = await app();
  if (work === null) throw new Error("nothing was begun");
  return work;
}

function uploads(): number {
  return world.zendesk.requests().filter((one) => one.path.endsWith("/uploads.json")).length;
}

function files(name = "Deskline") {
  const address = (world.env["PUBLIC_URL"] ?? "").replace("127.0.0.1", "localhost");
  return filesFor({ address, integrationKey: world.integration.key, name });
}

function textOf(content: ReadonlyMap<string, Uint8Array> = new Map()): Map<string, string> {
  return new Map([...content].map(([path, bytes]) => [path, Buffer.from(bytes).toString("latin1")]));
}

async function audited(): Promise<string[]> {
  const rows = await world.query<{ action: string }>("select action from audit_log order by id");
  return rows.map(({ action }) => action);
}

describe("the app in Zendesk", () => {
  test("is taken out, and asked twice that changes nothing", async () => {
    expect(await post("app/uninstall")).toMatchObject({ app: { linked: false } });
    expect(world.zendesk.installedApps()).toEqual([]);
    expect(await post("app/uninstall")).toMatchObject({ app: { linked: false } });
  });

  test("is packed, uploaded, made, installed and linked, once however often it is asked for", async () => {
    const before = uploads();
    const answers = await Promise.all([1, 2, 3].map(() => post("app/install")));
    for (const answer of answers) expect(answer).toMatchObject({ app: { work: { state: "running" } } });
    expect(await ended()).toMatchObject({ state: "done", step: "installing", progress: 1, detail: null });
    expect(await app()).toMatchObject({ linked: true, installedVersion: "0.1.0", version: "0.1.0" });
    expect(uploads() - before).toBe(1);
    const [installed, ...more] = world.zendesk.installedApps();
    expect(more).toEqual([]);
    expect(installed).toMatchObject({ name: "Deskline", enabled: true, settings: { name: "Deskline" } });
    expect(textOf(installed?.files)).toEqual(textOf(files()));
    const [row] = await world.query<{ app: string; installation: string }>(
      "select app_id::text as app, installation_id::text as installation from zendesk_connections",
    );
    expect(row).toEqual({ app: String(installed?.appId), installation: String(installed?.installationId) });
    expect((await audited()).filter((action) => action.startsWith("app."))).toEqual([
      "app.uninstalled",
      "app.installed",
    ]);
  });

  test("is updated in its place", async () => {
    const [before] = world.zendesk.installedApps();
    await post("app/install");
    expect(await ended()).toMatchObject({ state: "done" });
    const [after, ...more] = world.zendesk.installedApps();
    expect([after?.appId, after?.installationId, more]).toEqual([before?.appId, before?.installationId, []]);
    expect(await audited()).toContain("app.updated");
  });

  test("is finished by a service that was killed meanwhile, and made once", async () => {
    await post("app/uninstall");
    const before = uploads();
    await post("app/install");
    await until("Zendesk to be at work", async () => {
      const [row] = await world.query<{ job: string | null }>(
        "select app_job as job from zendesk_connections",
      );
      return row !== undefined && row.job !== null;
    });
    await world.service.kill();
    await world.restart();
    expect(await ended()).toMatchObject({ state: "done" });
    expect(uploads() - before).toBe(1);
    expect(world.zendesk.installedApps()).toHaveLength(1);
  });

  test("is not made a second time when the answer to the first request was lost", async () => {
    await post("app/uninstall");
    world.zendesk.faults.add({ method: "POST", path: /\/apps\.json$/, do: { kind: "drop_after" } });
    await post("app/install");
    expect(await ended()).toMatchObject({ state: "done" });
    expect(world.zendesk.installedApps()).toHaveLength(1);
  });

  test("waits while Zendesk is busy, and tells in Zendesk's words why it cannot be made", async () => {
    world.zendesk.faults.add({
      path: /uploads/,
      do: { kind: "status", status: 429, headers: { "retry-after": "1" } },
    });
    const body = { id: "x", status: "failed", message: "manifest.json is wrong", progress: 0, total: 1 };
    world.zendesk.faults.add({ path: /job_statuses/, do: { kind: "status", status: 200, body } });
    await post("app/install");
    expect(await ended()).toMatchObject({
      state: "failed",
      step: "creating",
      detail: "manifest.json is wrong",
    });
    world.zendesk.faults.add({
      path: /uploads/,
      do: { kind: "status", status: 403, body: { error: "Forbidden", description: "no apps on this plan" } },
    });
    await post("app/install");
    expect(await ended()).toMatchObject({ state: "failed", step: "uploading" });
    expect((await app()).work).toMatchObject({
      trouble: "refused",
      detail: expect.stringContaining("no apps on this plan") as string,
    });
    expect(await app()).toMatchObject({ linked: true });
  });

  test("can be uploaded by hand and found: the package is the one that would be installed", async () => {
    const answer = await fetch(`${world.service.url}/api/admin/${base}/app/package.zip`, {
      headers: { cookie: operator.cookie ?? "" },
    });
    expect(answer.headers.get("content-disposition")).toContain('filename="deskline-0.1.0.zip"');
    const zip = readZip(new Uint8Array(await answer.arrayBuffer()));
    expect(textOf(zip.files)).toEqual(textOf(files()));

    await post("app/uninstall");
    expect(await post("app/link")).toBe("app_not_found");
    world.zendesk.addAppInstallation(files("Our phones"));
    expect(await post("app/link")).toBe("app_not_found");
    const byHand = world.zendesk.addAppInstallation(files("Deskline (Acme)"));
    expect(await post("app/link")).toMatchObject({ app: { linked: true, installedVersion: null } });
    const [row] = await world.query<{ id: string }>(
      "select installation_id::text as id from zendesk_connections",
    );
    expect(row?.id).toBe(String(byHand.installationId));
    const twice = (await audited()).length;
    await post("app/link");
    expect(await audited()).toHaveLength(twice);
    await post("app/uninstall");
    world.zendesk.addAppInstallation(zip.files);
    world.zendesk.addAppInstallation(zip.files);
    expect(await post("app/link")).toBe("app_ambiguous");
  });

  test("Zendesk that is not connected, or down, is told", async () => {
    const answer = await operator.ask("POST", "integrations", { name: "Empty" });
    const { id } = IntegrationDetail.parse(answer.body);
    expect(await operator.ask("POST", `integrations/${id}/app/install`)).toMatchObject({
      status: 409,
      body: { code: "zendesk_not_connected" },
    });
    await world.zendesk.goDown();
    expect(await post("app/link")).toBe("zendesk_unreachable");
    await world.zendesk.comeBack();
  });
});

describe("disconnecting", () => {
  async function disconnect(choice: { uninstallApp: boolean; eraseCalls: boolean }) {
    const answer = await operator.ask("POST", `${base}/disconnect`, choice);
    expect(answer).toMatchObject({ status: 200 });
    const { steps } = Disconnected.parse(answer.body);
    return new Map(steps.map(({ step, ...how }) => [step, how]));
  }

  const cleared = {
    status: "draft",
    problems: [],
    boundAgents: 0,
    pbx: { url: null, clientId: null, secretSet: false, webhook: { secretSet: false } },
    zendesk: { subdomain: null, clientId: null, secretSet: false, adminName: null },
    app: { linked: false, work: null },
  };

  async function connectAgain(): Promise<void> {
    const { pbx, zendesk, env } = world;
    const put = (path: string, body: object) => operator.ask("PUT", `${base}/${path}`, body);
    expect(
      await put("pbx", {
        url: pbx.url,
        clientId: pbx.clientId,
        clientSecret: pbx.clientSecret,
        timeZone: pbx.timeZone,
        transport: "webhook",
      }),
    ).toMatchObject({ status: 200 });
    expect(await post("pbx/webhook")).toMatchObject({ pbx: { webhook: { secretSet: true } } });
    await put("zendesk", {
      subdomain: zendesk.subdomain,
      clientId: "deskline",
      clientSecret: env["DESKLINE_ZENDESK_CLIENT_SECRET"],
    });
    const { body } = await operator.ask("POST", `${base}/zendesk/authorize`);
    await fetch(await zendesk.consent((body as { url: string }).url));
    expect(await detail()).toMatchObject({ status: "connected" });
  }

  const ourWebhooks = () =>
    world.pbx.webhooks().webhooks.filter(({ url }) => url.includes(world.integration.key));

  test("undoes both sides and clears the settings; the calls stay", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp("5503309");
    await world.settled(1);
    await post("app/install");
    await ended();
    await world.query("update calls set logging = 'parked', logging_reason = 'refused'");
    world.pbx.setWebhook({ url: "https://other.example.com/hook", secret: "0".repeat(32) });
    const steps = await disconnect({ uninstallApp: true, eraseCalls: false });
    expect(Object.fromEntries([...steps].map(([step, { result }]) => [step, result]))).toEqual({
      uninstall_app: "done",
      remove_zendesk_webhook: "not_needed",
      revoke_grant: "done",
      remove_pbx_webhook: "done",
      release_pbx_token: "done",
      clear_settings: "done",
      erase_calls: "not_needed",
    });
    expect(ourWebhooks()).toEqual([]);
    expect(world.pbx.webhooks().webhooks).toHaveLength(1);
    expect(world.pbx.liveTokens()).toBe(0);
    const left = await world.query("select logging, logging_reason as reason from calls");
    expect(left).toEqual([{ logging: "not_wanted", reason: "disconnected" }]);
    expect(await detail()).toMatchObject(cleared);
    expect(await audited()).toContain("integration.disconnected");
  });

  test("asked again there is nothing left to do", async () => {
    const steps = await disconnect({ uninstallApp: true, eraseCalls: false });
    for (const [step, { result }] of steps)
      expect([step, result]).toEqual([step, step === "clear_settings" ? "done" : "not_needed"]);
  });

  test("everything can be set up again through the API, and removes a webhook at Zendesk that leads here", async () => {
    await connectAgain();
    const admin = world.zendesk.users().find((user) => user.role === "admin");
    const made = await fetch(`${world.zendesk.url}/api/v2/webhooks`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${world.zendesk.logIn(admin?.id ?? 0)}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        webhook: {
          name: "Deskline",
          status: "active",
          endpoint: `https://deskline.example.com/zendesk/${world.integration.key}/events`,
          http_method: "POST",
          request_format: "json",
          subscriptions: ["zen:event-type:user.created"],
        },
      }),
    });
    expect(made.status).toBe(201);
    const steps = await disconnect({ uninstallApp: false, eraseCalls: true });
    expect(steps.get("remove_zendesk_webhook")?.result).toBe("done");
    expect(steps.get("erase_calls")?.result).toBe("done");
    expect(world.zendesk.webhooks()).toEqual([]);
    for (const table of ["calls", "pbx_events", "call_trace", "call_extensions"])
      expect(await world.query(`select 1 from ${table}`)).toEqual([]);
    expect(world.zendesk.unexpected()).toEqual([]);
    expect(world.pbx.unexpected()).toEqual([]);
  });

  test("works with both sides down, within seconds, and says what is left to do by hand", async () => {
    await connectAgain();
    await world.zendesk.goDown();
    await world.pbx.goDown();
    try {
      const began = Date.now();
      const [steps, same] = await Promise.all([
        disconnect({ uninstallApp: true, eraseCalls: false }),
        disconnect({ uninstallApp: true, eraseCalls: false }),
      ]);
      expect(Date.now() - began).toBeLessThan(15_000);
      expect(same).toEqual(steps);
      const gone = { result: "failed", trouble: "unreachable", detail: "ECONNREFUSED" };
      for (const step of ["revoke_grant", "remove_pbx_webhook", "release_pbx_token"] as const)
        expect(steps.get(step)).toEqual(gone);
      expect(steps.get("clear_settings")?.result).toBe("done");
      expect(await detail()).toMatchObject(cleared);
    } finally {
      await world.zendesk.comeBack();
      await world.pbx.comeBack();
    }
  });

  test("does not wait for a side that takes requests and never answers", async () => {
    world.pbx.removeWebhook(world.webhookUrl);
    await connectAgain();
    world.zendesk.faults.add({ times: 9, do: { kind: "hang" } });
    const began = Date.now();
    const steps = await disconnect({ uninstallApp: true, eraseCalls: false });
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(steps.get("revoke_grant")?.result).toBe("failed");
    expect(steps.get("remove_pbx_webhook")?.result).toBe("done");
    world.zendesk.faults.clear();
  });

  test("a consent that is answered late is not stored, and is ended at Zendesk", async () => {
    await connectAgain();
    const { url } = (await operator.ask("POST", `${base}/zendesk/authorize`)).body as { url: string };
    const answered = Promise.withResolvers<void>();
    world.zendesk.faults.add({ path: /^\/oauth\/tokens$/, do: { kind: "waits", for: answered.promise } });
    const revocations = () =>
      world.zendesk.requests().filter(({ method, path }) => method === "DELETE" && path.endsWith("/current"));
    const page = fetch(await world.zendesk.consent(url));
    await until("Zendesk to be asked for tokens", () =>
      Promise.resolve(world.zendesk.faults.pending() === 0),
    );
    await disconnect({ uninstallApp: false, eraseCalls: false });
    const before = revocations().length;
    answered.resolve();
    expect(await (await page).text()).toContain("The integration was disconnected meanwhile");
    expect(revocations()).toHaveLength(before + 1);
    expect(await detail()).toMatchObject({ ...cleared, zendesk: { lastAuthorization: null } });
    expect(await world.query("select 1 from zendesk_connections where access_token is not null")).toEqual([]);
  });

  test("an installation that is under way links nothing", async () => {
    await connectAgain();
    const before = world.zendesk.installedApps();
    const installed = Promise.withResolvers<void>();
    world.zendesk.faults.add({
      method: "POST",
      path: /\/apps\/installations\.json$/,
      do: { kind: "waits", for: installed.promise },
    });
    await post("app/install");
    await until("Zendesk to be asked", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    await disconnect({ uninstallApp: true, eraseCalls: false });
    installed.resolve();
    await until("the job to have ended", async () => {
      const open = await world.query(
        "select 1 from pgboss.job where name = 'install-app' and state in ('created', 'active')",
      );
      return open.length === 0;
    });
    expect(await detail()).toMatchObject(cleared);
    expect(world.zendesk.installedApps()).toEqual(before);
  });

  test("an app that is looked for is not linked", async () => {
    await connectAgain();
    await post("app/install");
    await ended();
    await world.query("update zendesk_connections set installation_id = null");
    const found = Promise.withResolvers<void>();
    world.zendesk.faults.add({
      method: "GET",
      path: /\/apps\/installations\.json$/,
      do: { kind: "waits", for: found.promise },
    });
    const linking = post("app/link");
    await until("Zendesk to be asked", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    await disconnect({ uninstallApp: false, eraseCalls: false });
    found.resolve();
    expect(await linking).toBe("zendesk_not_connected");
    expect(await detail()).toMatchObject(cleared);
  });

  test("somebody who wants it otherwise meanwhile gets it as well", async () => {
    await connectAgain();
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp("5503309");
    await world.pbx.settled();
    await until("the call to be over", async () => {
      const settled = "select 1 from calls where pbx_call_id = $1 and settled_at is not null";
      return (await world.query(settled, [call.callId])).length > 0;
    });
    const [kept, erased] = await Promise.all([
      disconnect({ uninstallApp: false, eraseCalls: false }),
      disconnect({ uninstallApp: false, eraseCalls: true }),
    ]);
    expect([kept, erased].map((steps) => steps.get("erase_calls")?.result)).toEqual(["not_needed", "done"]);
    expect(await world.query("select 1 from calls")).toEqual([]);
  });

  test("a log-in at the PBX that is under way leaves no token there", async () => {
    await connectAgain();
    await world.query("update pbx_connections set access_token = null, refresh_token = null");
    world.pbx.revokeTokens();
    await Promise.all([
      operator.ask("POST", `${base}/pbx/test`),
      disconnect({ uninstallApp: false, eraseCalls: false }),
    ]);
    expect(world.pbx.liveTokens()).toBe(0);
    expect(await detail()).toMatchObject(cleared);
  });

  test("a grant that was revoked in Zendesk needs no end", async () => {
    await connectAgain();
    world.zendesk.revokeTokens();
    const steps = await disconnect({ uninstallApp: false, eraseCalls: false });
    expect(steps.get("revoke_grant")?.result).toBe("not_needed");
    expect(await detail()).toMatchObject(cleared);
  });
});
