import { setTimeout as sleep } from "node:timers/promises";
import type { Me } from "@deskline/shared/app";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

const kristin = "kristin.hale@example.com";
const marcus = "marcus.webb@example.com";
let world: World;
let session = "";

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  session = await sessionOf(kristin);
});
afterAll(async () => {
  await world.close();
});

async function sessionOf(email: string): Promise<string> {
  return (await world.signedLoad("top_bar", email)).data?.session.token ?? "none";
}

async function me(of = session): Promise<Me> {
  return (await world.api(of, "GET", "me")).body as Me;
}

test("an agent is told who it is, and by which rules", async () => {
  const { status, headers, body } = await world.api(session, "GET", "me");
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body).toEqual({
    agent: { id: expect.any(Number) as number, name: "Kristin Hale", admin: false },
    extension: { number: "2005", name: "Kristin Hale", phone: expect.any(String) as string },
    obstacle: null,
    integration: {
      name: "Acme",
      country: "US",
      dispositions: ["Resolved", "Follow up", "Left a message", "Wrong number"],
    },
    pop: { inbound: { when: "ring", open: "ticket" }, outbound: { when: "never", open: "ticket" } },
    settings: { pop: "pop", openTopBar: false },
    mayChoosePops: true,
    missed: 0,
  });
});

describe("settings", () => {
  test("are one agent's own, and kept", async () => {
    const settings = { pop: "notify", openTopBar: true };
    expect((await world.api(session, "PUT", "settings", settings)).status).toBe(204);
    expect((await me()).settings).toEqual(settings);
    expect((await me(await sessionOf(marcus))).settings).toEqual({ pop: "pop", openTopBar: false });
    expect((await me(await sessionOf(kristin))).settings).toEqual(settings);
  });

  test.each([
    ["another word", { pop: "often", openTopBar: true }],
    ["a part", { pop: "off" }],
    ["a list", []],
    ["nothing", undefined],
  ])("as %s are refused, and nothing changes", async (_, settings) => {
    const before = (await me()).settings;
    const answer = await world.api(session, "PUT", "settings", settings);
    expect(answer).toMatchObject({ status: 400, body: { code: "input_wrong" } });
    expect((await me()).settings).toEqual(before);
  });

  test("that are no JSON are refused in the same form", async () => {
    const answer = await fetch(`${world.service.url}/api/app/settings`, {
      method: "PUT",
      headers: { authorization: `Bearer ${session}`, "content-type": "application/json" },
      body: "{",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: "input_wrong",
      requestId: answer.headers.get("x-request-id"),
    });
  });
});

describe("pops that the administrator has fixed", () => {
  const fix = async (fixed: boolean) => {
    await world.query("update integrations set agents_choose_pops = $1", [!fixed]);
    await world.query("select pg_notify('deskline_integrations', '')");
    await until("the service to know", async () => (await me()).mayChoosePops !== fixed);
  };
  afterEach(() => fix(false));

  test("are as the rules say, whatever the agent chose; the choice is kept for later", async () => {
    await world.api(session, "PUT", "settings", { pop: "off", openTopBar: false });
    await fix(true);
    expect((await me()).settings).toEqual({ pop: "pop", openTopBar: false });
    const quieter = await world.api(session, "PUT", "settings", { pop: "notify", openTopBar: true });
    expect(quieter).toMatchObject({ status: 403, body: { code: "pops_fixed" } });
    expect((await world.api(session, "PUT", "settings", { pop: "pop", openTopBar: true })).status).toBe(204);
    await fix(false);
    expect((await me()).settings).toEqual({ pop: "off", openTopBar: true });
  });
});

describe("missed calls", () => {
  const callTo = async (extension: string, answer: boolean): Promise<void> => {
    const known = await world.query("select 1 from calls");
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: extension });
    call.ring(extension);
    if (answer) call.answer(extension);
    call.hangUp(answer ? "5503309" : undefined);
    await world.settled(known.length + 1);
  };

  test("are counted for the extension that rang, until they are seen", async () => {
    await callTo("2005", true);
    expect((await me()).missed).toBe(0);
    await callTo("2005", false);
    await callTo("2005", false);
    expect((await me()).missed).toBe(2);
    expect((await me(await sessionOf(marcus))).missed).toBe(0);
    expect((await world.api(session, "POST", "missed/seen")).status).toBe(204);
    expect((await me()).missed).toBe(0);
    await callTo("2005", false);
    expect((await me()).missed).toBe(1);
  });

  test("count from the first time the agent opens the app", async () => {
    await world.query("delete from agent_settings");
    const fresh = await sessionOf(kristin);
    expect((await me(fresh)).missed).toBe(0);
    await callTo("2005", false);
    expect((await me(fresh)).missed).toBe(1);
  });
});

describe("obstacles are told, not thrown", () => {
  afterEach(async () => {
    await world.setStatus("connected");
    await until("the integration to work", async () => (await me()).obstacle === null);
  });

  test("an agent without extension may ask what needs none", async () => {
    await world.cli(["bind", "remove", "2005"]);
    await until("the binding to be gone", async () => (await me()).obstacle === "not_bound");
    expect(await me()).toMatchObject({ extension: null, missed: 0 });
    const pop = await world.api(session, "POST", "calls/00000000-0000-4000-8000-000000000000/pop", {
      moment: "ring",
    });
    expect(pop).toMatchObject({ status: 404, body: { code: "call_unknown" } });
    expect((await world.signedLoad("ticket_sidebar", kristin)).status).toBe(200);
    await world.cli(["bind", "add", "2005", kristin]);
  });

  test("an integration that is switched off shows that and nothing else", async () => {
    await world.setStatus("disabled");
    await until("it to act", async () => (await me()).obstacle === "integration_disabled");
    expect((await world.signedLoad("ticket_sidebar", kristin)).status).toBe(200);
    expect(await world.api(session, "GET", "live")).toMatchObject({
      status: 403,
      body: { code: "integration_disabled" },
    });
    expect((await world.api(session, "POST", "session")).status).toBe(200);
  });

  test("a dead grant is an obstacle, also to whom Zendesk has not been asked about", async () => {
    await world.setStatus("reconnect_needed");
    await until("it to act", async () => (await me()).obstacle === "not_connected");
    await world.query("delete from app_agents");
    world.zendesk.faults.add({ path: /\/api\/v2\/users\//, do: { kind: "status", status: 401 }, times: 99 });
    const frame = await world.signedLoad("ticket_sidebar", kristin);
    expect(frame.status).toBe(200);
    const unknown = frame.data?.session.token ?? "";
    expect(await me(unknown)).toMatchObject({ obstacle: "not_connected", agent: { name: "" } });
    expect(await world.api(unknown, "GET", "live")).toMatchObject({
      status: 403,
      body: { code: "not_connected" },
    });
    world.zendesk.faults.clear();
    await world.setStatus("connected");
    await until("the agent to be known", async () => (await me(unknown)).agent.name === "Kristin Hale");
    expect((await me(unknown)).obstacle).toBeNull();
  });
});

describe("what changes is told to the agent's frames", () => {
  /** The names of events as they come, from now on. */
  async function follow(of: string) {
    const abort = new AbortController();
    const answer = await fetch(`${world.service.url}/api/app/live`, {
      headers: { authorization: `Bearer ${of}` },
      signal: abort.signal,
    });
    const events: string[] = [];
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? [])
        events.push(
          ...[...decoder.decode(chunk as Uint8Array).matchAll(/^event: (\w+)/gm)].map((m) => m[1] ?? ""),
        );
    })().catch(() => undefined);
    return {
      events,
      stop: async () => {
        abort.abort();
        await reading;
      },
    };
  }

  test("settings to the agent's own alone", async () => {
    const [own, others] = [await follow(session), await follow(await sessionOf(marcus))];
    await world.api(session, "PUT", "settings", { pop: "off", openTopBar: false });
    await until("the news", () => Promise.resolve(own.events.includes("me")));
    await sleep(100);
    expect(others.events).not.toContain("me");
    await Promise.all([own.stop(), others.stop()]);
  });

  test("the administrator's rules to everybody's, once they act", async () => {
    const stream = await follow(session);
    await world.cli(["app", "pops", "--inbound", "answer:profile", "--outbound", "end:new_ticket"]);
    await until("the news", () => Promise.resolve(stream.events.includes("me")));
    expect((await me()).pop).toEqual({
      inbound: { when: "answer", open: "profile" },
      outbound: { when: "end", open: "new_ticket" },
    });
    await stream.stop();
  });
});

test("the rules are set from the command line, one without the other", async () => {
  await world.cli(["app", "pops", "--inbound", "never"]);
  await world.cli(["app", "dispositions", "Sold", "Not sold"]);
  await world.cli(["app", "dial-rules", "--strip-plus", "--international-prefix", "00"]);
  await world.cli(["app", "dial-rules", "--outside-prefix", "0"]);
  await until("them to act", async () => (await me()).integration.dispositions.length === 2);
  expect(await me()).toMatchObject({
    pop: { inbound: { when: "never" }, outbound: { when: "end", open: "new_ticket" } },
    integration: { dispositions: ["Sold", "Not sold"] },
  });
  const [row] = await world.query<{ dial_rules: unknown }>("select dial_rules from integrations");
  expect(row?.dial_rules).toEqual({ strip_plus: true, international_prefix: "00", outside_prefix: "0" });
  const shown = (await world.cli(["app", "show"])).stdout;
  expect(shown).toContain("from outside never, to the outside end:new_ticket");
  expect(shown).toContain("+ left out, international prefix 00, outside prefix 0");
});

test("below /api/app/ nothing answers without a session, not even that it is not there", async () => {
  for (const path of ["me", "nothing", "live", "calls"])
    expect(await world.api(null, "GET", path)).toMatchObject({
      status: 401,
      body: { code: "session_missing" },
    });
  expect(await world.api(session, "GET", "nothing")).toMatchObject({
    status: 404,
    body: { code: "not_found" },
  });
});

test("whatever is asked in a wrong form is refused in the same words", async () => {
  const call = "00000000-0000-4000-8000-000000000000";
  for (const [method, path, body] of [
    ["POST", `calls/${call}/pop`, { moment: "now" }],
    ["GET", `live?users=${"1".repeat(3001)}`, undefined],
    ["GET", "calls?limit=0", undefined],
    ["PUT", `calls/${call}/note`, { text: 5 }],
    ["POST", "dial", {}],
  ] as const)
    expect([path, await world.api(session, method, path, body)]).toMatchObject([
      path,
      { status: 400, body: { code: "input_wrong" } },
    ]);
});

test("/openapi.json describes it", async () => {
  const api = (await (await fetch(`${world.service.url}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  expect(Object.keys(api.paths)).toEqual(
    expect.arrayContaining([
      "/zendesk-app/{integrationKey}/{location}",
      "/api/app/session",
      "/api/app/me",
      "/api/app/settings",
      "/api/app/missed/seen",
    ]),
  );
});
