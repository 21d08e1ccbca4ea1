import { createRecordingLinks, type LinkedRecording } from "@deskline/service/dialling/recording-link";
import { loadKeys } from "@deskline/service/platform/secrets";
import { CallView, type ControlInput } from "@deskline/shared/app";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { createDatabase } from "../support/database.ts";
import { askApi, makeSession } from "../world/app-frames.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

const kristin = "kristin.hale@example.com";
const marcus = "marcus.webb@example.com";
const outside = "+442079460123";
let world: World;
let session: string;
let other: string;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url } });
  session = await world.session(kristin);
  other = await world.session(marcus);
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  for (const call of world.pbx.calls()) call.hangUp();
  await world.pbx.settled();
  // Orders of earlier tests are no clicks of this one.
  await world.query("delete from dials");
});

function post(path: string, body?: unknown, as = session) {
  return world.api(as, "POST", path, body ?? {});
}

/** Dials as Kristin; her phone rings. */
async function dial(number = outside, more: object = {}): Promise<{ id: string; call: ScriptedCall }> {
  const answer = await post("dial", { number, ...more });
  expect(answer).toMatchObject({ status: 200 });
  const { callId: id } = answer.body as { callId: string };
  const [row] = await world.query<{ pbx_call_id: string }>("select pbx_call_id from calls where id = $1", [
    id,
  ]);
  return { id, call: world.pbx.call(row?.pbx_call_id ?? "") };
}

/** A customer calls and Kristin answers. */
async function talking(): Promise<{ id: string; call: ScriptedCall }> {
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  const id = await idOf(call);
  await expectCall(id, { state: "talking" });
  return { id, call };
}

async function idOf(call: ScriptedCall): Promise<string> {
  let id = "";
  await until("the call to be known", async () => {
    const [row] = await world.query<{ id: string }>(
      "select id from calls where pbx_call_id = $1 and summary is not null",
      [call.callId],
    );
    id = row?.id ?? "";
    return id !== "";
  });
  return id;
}

async function viewOf(id: string): Promise<CallView> {
  const view = await shownView(id);
  if (view === undefined) throw new Error(`call ${id} is not shown`);
  return view;
}

async function shownView(id: string): Promise<CallView | undefined> {
  const answer = await world.api(session, "GET", `calls?mine=true&limit=100`);
  const { calls } = answer.body as { calls: unknown[] };
  return calls.map((one) => CallView.parse(one)).find((one) => one.id === id);
}

/** Waits until the app shows the call so. */
async function expectCall(id: string, expected: object): Promise<void> {
  await vi.waitFor(async () => expect(await shownView(id)).toMatchObject(expected), {
    timeout: 20_000,
    interval: 50,
  });
}

function control(id: string, input: ControlInput, as = session) {
  return post(`calls/${id}/control`, input, as);
}

function statuses(call: ScriptedCall): string[] {
  return call
    .channels()
    .filter((each) => each.status !== "BYE")
    .map(({ number, status }) => `${number} ${status}`);
}

async function setRules(rules: object): Promise<void> {
  const plain = { strip_plus: false, international_prefix: "", outside_prefix: "" };
  await world.query("update integrations set dial_rules = $1", [JSON.stringify({ ...plain, ...rules })]);
  await world.query("select pg_notify('deskline_integrations', '')");
}

describe("dialling", () => {
  test("rings the agent's phone, then the customer's, and the call stands from the start", async () => {
    const [user] = world.zendesk.users().filter((one) => one.name === "Grace Outside");
    const { id, call } = await dial("020 7946 0123".replace("020", "+44 20"), {
      ticketId: 7,
      userId: user?.id,
    });
    expect(statuses(call)).toEqual(["2005 RING"]);
    expect(await viewOf(id)).toMatchObject({
      state: "ringing",
      direction: "outbound",
      number: outside,
      dialledBy: { number: "2005", name: "Kristin Hale" },
    });
    await expectCall(id, { phones: [{ number: "2005", state: "ringing" }] });
    call.answer("2005");
    expect(statuses(call)).toEqual(["2005 ANSWER", `${outside} RING`]);
    await expectCall(id, { state: "ringing", phones: [{ number: "2005", state: "talking" }] });
    call.remoteAnswers();
    await expectCall(id, { state: "talking", failure: null });
    const [row] = await world.query(
      "select dialled_by_agent, dialled_from_ticket, contact_user_id, contact_by_hand from calls where id = $1",
      [id],
    );
    const agent = world.zendesk.users().find((one) => one.email === kristin);
    expect(row).toEqual({
      dialled_by_agent: String(agent?.id),
      dialled_from_ticket: "7",
      contact_user_id: String(user?.id),
      contact_by_hand: true,
    });
    call.hangUp();
    await expectCall(id, { state: "ended", outcome: "answered" });
  });

  test("two clicks are one call, and two at the very same time as well", async () => {
    const answers = await Promise.all([post("dial", { number: outside }), post("dial", { number: outside })]);
    const third = await post("dial", { number: "+44 (0)20 7946 0123" });
    expect([...answers, third].map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set([...answers, third].map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(world.pbx.calls()).toHaveLength(1);
  });

  test("two clicks that two replicas answer are one call", async () => {
    const replica = await world.addReplica();
    try {
      const answers = await Promise.all([
        post("dial", { number: outside }),
        askApi(replica.url, session, "POST", "dial", { number: outside }),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      expect(answers[0].body).toEqual(answers[1].body);
      expect(world.pbx.calls()).toHaveLength(1);
    } finally {
      await replica.stop();
    }
  });

  test("another number within the second is refused, of another agent it is not", async () => {
    await dial();
    expect(await post("dial", { number: "5503309" })).toMatchObject({
      status: 429,
      body: { code: "dial_too_soon" },
    });
    expect(await post("dial", { number: "5503309" }, other)).toMatchObject({ status: 200 });
  });

  test("a second click on what the PBX refuses is told the same", async () => {
    world.pbx.switches.dialRefusal = 40002;
    try {
      const answers = await Promise.all([
        post("dial", { number: outside }),
        post("dial", { number: outside }),
      ]);
      expect(answers.map((answer) => answer.body)).toMatchObject([
        { code: "number_wrong" },
        { code: "number_wrong" },
      ]);
    } finally {
      world.pbx.switches.dialRefusal = null;
    }
  });

  test.each([
    ["no number", { number: "Kristin" }, 422, "number_wrong"],
    ["one's own extension", { number: "2005" }, 422, "number_wrong"],
    ["no form", { telephone: outside }, 400, "input_wrong"],
  ])("%s is not dialled", async (_, body, status, code) => {
    expect(await post("dial", body)).toMatchObject({ status, body: { code } });
    expect(world.pbx.calls()).toEqual([]);
  });

  test("an agent without an extension cannot dial", async () => {
    expect(await post("dial", { number: outside }, await world.session("ada@acme.example"))).toMatchObject({
      status: 409,
      body: { code: "not_bound" },
    });
  });

  test.each<[number, number, string]>([
    [10009, 403, "dial_not_permitted"],
    [70084, 403, "dial_not_permitted"],
    [40002, 422, "number_wrong"],
    [-1, 409, "dial_refused"],
  ])("a PBX that answers %i: %i %s", async (errcode, status, code) => {
    world.pbx.switches.dialRefusal = errcode;
    try {
      expect(await post("dial", { number: outside })).toMatchObject({ status, body: { code } });
    } finally {
      world.pbx.switches.dialRefusal = null;
    }
  });

  test("a refusal without reason of a phone that is not registered says so", async () => {
    const phone = world.pbx.directory.extension("2007");
    const ana = await world.session("ana.torres@example.com");
    if (phone !== undefined) phone.registered = false;
    world.pbx.switches.dialRefusal = -1;
    try {
      await until("the list to be read anew", async () => {
        const me = await world.api(ana, "GET", "me");
        return (me.body as { extension: { phone: string } }).extension.phone === "not_registered";
      });
      expect(await post("dial", { number: outside }, ana)).toMatchObject({
        status: 409,
        body: { code: "phone_not_registered" },
      });
    } finally {
      world.pbx.switches.dialRefusal = null;
      if (phone !== undefined) phone.registered = true;
    }
  });

  test("a call that the PBX takes and then refuses ends with the reason, and makes no ticket", async () => {
    const extension = world.pbx.directory.extension("2005");
    if (extension !== undefined) extension.mayDialOut = false;
    try {
      const { id } = await dial();
      await expectCall(id, {
        state: "ended",
        outcome: "failed",
        failure: { kind: "no_permission", words: "NO Dial Permission" },
        number: outside,
        dialledBy: { number: "2005" },
      });
      await until("it to be decided", async () => {
        const [row] = await world.query<{ logging_reason: string | null }>(
          "select logging_reason from calls where id = $1",
          [id],
        );
        return row?.logging_reason === "refused";
      });
    } finally {
      if (extension !== undefined) extension.mayDialOut = true;
    }
  });

  test("a phone that is not registered ends the call with that reason", async () => {
    const phone = world.pbx.directory.extension("2005");
    if (phone !== undefined) phone.registered = false;
    try {
      const { id } = await dial();
      await expectCall(id, { state: "ended", outcome: "failed", failure: { kind: "phone_not_registered" } });
    } finally {
      if (phone !== undefined) phone.registered = true;
    }
  });

  test.each([
    ["486 Busy here", "busy", "busy"],
    ["404 NOT found", "wrong_number", "failed"],
    ["Circuit/channel congestion", "no_line", "failed"],
    ["480 Temporatily Unavailable", "unreachable", "failed"],
  ])("the other side's %s is told as %s", async (words, kind, outcome) => {
    const { id, call } = await dial();
    call.answer("2005");
    if (kind === "busy") call.remoteBusy();
    else call.fail(words);
    call.hangUp();
    await expectCall(id, { state: "ended", outcome, failure: { kind, words } });
  });

  test("an expired token is renewed on the way", async () => {
    world.pbx.revokeTokens();
    const { call } = await dial();
    expect(statuses(call)).toEqual(["2005 RING"]);
  });

  test("a PBX that is down is said to be, and can be dialled when it is back", async () => {
    await world.pbx.goDown();
    try {
      expect(await post("dial", { number: outside })).toMatchObject({
        status: 503,
        body: { code: "pbx_unreachable" },
      });
    } finally {
      await world.pbx.comeBack();
    }
    await world.query("delete from dials");
    await dial();
  });

  test("the rules decide what is dialled, and what it means is known all the same", async () => {
    await setRules({ outside_prefix: "9", strip_plus: true });
    try {
      await until("the rules to be known", async () => {
        const preview = await post("dial/preview", { number: outside });
        return (preview.body as { dialled: string }).dialled === "9442079460123";
      });
      expect((await post("dial/preview", { number: outside })).body).toEqual({
        dialled: "9442079460123",
        shown: "+44 20 7946 0123",
        internal: false,
      });
      const { id, call } = await dial();
      call.answer("2005");
      expect(statuses(call)).toContain("9442079460123 RING");
      await expectCall(id, { number: "9442079460123", e164: outside, direction: "outbound" });
      await expectCall(id, { candidates: [{ name: "Grace Outside" }] });
    } finally {
      await setRules({});
      await until("the rules to be known", async () => {
        const preview = await post("dial/preview", { number: outside });
        return (preview.body as { dialled: string }).dialled === outside;
      });
    }
  });

  test("a preview says whom an extension belongs to, and what is none", async () => {
    expect((await post("dial/preview", { number: "2006" })).body).toEqual({
      dialled: "2006",
      shown: "Marcus Webb",
      internal: true,
    });
    expect((await post("dial/preview", { number: " nobody " })).body).toEqual({
      dialled: null,
      shown: "nobody",
      internal: false,
    });
  });

  test("a colleague is called as well", async () => {
    const { id, call } = await dial("2006");
    call.answer("2005");
    expect(statuses(call)).toEqual(["2005 ANSWER", "2006 RING"]);
    call.answer("2006");
    await expectCall(id, { direction: "internal", state: "talking", dialledBy: { number: "2005" } });
  });
});

describe("control", () => {
  test("hold, resume and hang up", async () => {
    const { id, call } = await talking();
    expect(await control(id, { action: "hold" })).toMatchObject({ status: 200, body: { parkingSlot: null } });
    expect(statuses(call)).toContain("2005 HOLD");
    await expectCall(id, { phones: [{ number: "2005", state: "held" }] });
    expect(await control(id, { action: "hold" })).toMatchObject({ body: { code: "control_not_possible" } });
    expect(await control(id, { action: "resume" })).toMatchObject({ status: 200 });
    await expectCall(id, { phones: [{ number: "2005", state: "talking" }] });
    expect(await control(id, { action: "hang_up" })).toMatchObject({ status: 200 });
    await expectCall(id, { state: "ended", outcome: "answered" });
    expect(await control(id, { action: "hang_up" })).toMatchObject({
      status: 409,
      body: { code: "call_over" },
    });
  });

  test("resume works where the PBX shows the other side as held", async () => {
    world.pbx.switches.holdMember = "held";
    try {
      const { id, call } = await talking();
      await control(id, { action: "hold" });
      await until("it to be told", async () => {
        const [row] = await world.query<{ held: boolean }>(
          "select summary -> 'wasHeld' = 'true' as held from calls where id = $1",
          [id],
        );
        return row?.held === true;
      });
      expect(statuses(call)).toEqual(["5503309 HOLD", "2005 ANSWER"]);
      expect(await control(id, { action: "resume" })).toMatchObject({ status: 200 });
      expect(statuses(call)).toEqual(["5503309 ANSWER", "2005 ANSWER"]);
    } finally {
      world.pbx.switches.holdMember = "holder";
    }
  });

  test("mute and recording are remembered with the call", async () => {
    const { id } = await talking();
    const steps: [ControlInput["action"], object][] = [
      ["mute", { muted: true, recording: null }],
      ["unmute", { muted: false, recording: null }],
      ["pause_recording", { muted: false, recording: "paused" }],
      ["resume_recording", { muted: false, recording: "on" }],
      ["mute", { muted: true, recording: "on" }],
    ];
    for (const [action, controls] of steps) {
      const before = (await viewOf(id)).revision;
      expect(await control(id, { action } as ControlInput)).toMatchObject({ status: 200 });
      const view = await viewOf(id);
      expect(view.controls).toEqual(controls);
      expect(view.revision).toBeGreaterThan(before);
    }
  });

  test("a blind transfer moves the customer, and whoever takes over is not muted", async () => {
    const { id, call } = await talking();
    await control(id, { action: "mute" });
    expect(await control(id, { action: "transfer_blind", target: "2006" })).toMatchObject({ status: 200 });
    expect(statuses(call)).toEqual(["5503309 ANSWERED", "2006 RING"]);
    await expectCall(id, {
      controls: { muted: false },
      phones: [{ state: "gone" }, { number: "2006", state: "ringing" }],
    });
    expect(await control(id, { action: "hang_up" })).toMatchObject({ body: { code: "call_over" } });
    call.answer("2006");
    await expectCall(id, { answeredBy: [{ number: "2005" }, { number: "2006" }], transferred: true });
    expect(await control(id, { action: "hold" }, other)).toMatchObject({ status: 200 });
  });

  test("a transfer goes outside by the dial rules, and only to a number", async () => {
    const { id, call } = await talking();
    expect(await control(id, { action: "transfer_blind", target: "Marcus" })).toMatchObject({
      status: 422,
      body: { code: "number_wrong" },
    });
    expect(await control(id, { action: "transfer_blind", target: "2005" })).toMatchObject({ status: 422 });
    expect(await control(id, { action: "transfer_blind", target: "+44 20 7946 0123" })).toMatchObject({
      status: 200,
    });
    expect(statuses(call)).toEqual(["5503309 ANSWERED", `${outside} RING`]);
  });

  test("a transfer that the extension may not make says so while the call runs", async () => {
    const extension = world.pbx.directory.extension("2005");
    if (extension !== undefined) extension.mayDialOut = false;
    try {
      const { id } = await talking();
      await control(id, { action: "transfer_blind", target: outside });
      await expectCall(id, { state: "talking", failure: { kind: "no_permission" } });
    } finally {
      if (extension !== undefined) extension.mayDialOut = true;
    }
  });

  test("an attended transfer is asked first, then completed", async () => {
    const { id, call } = await talking();
    expect(await control(id, { action: "transfer_attended", target: "2006" })).toMatchObject({ status: 200 });
    await expectCall(id, {
      phones: [
        { number: "2005", consulting: true },
        { number: "2006", state: "ringing" },
      ],
    });
    expect(await control(id, { action: "transfer_blind", target: "2007" })).toMatchObject({
      body: { code: "control_not_possible" },
    });
    call.answer("2006");
    await expectCall(id, { phones: [{ number: "2005" }, { number: "2006", state: "talking" }] });
    expect(await control(id, { action: "complete_transfer" })).toMatchObject({ status: 200 });
    expect(statuses(call)).toEqual(["5503309 ANSWERED", "2006 ANSWER"]);
    await expectCall(id, {
      state: "talking",
      phones: [
        { number: "2005", state: "gone", consulting: false },
        { number: "2006", state: "talking", consulting: false },
      ],
    });
  });

  test("an attended transfer is cancelled, back to the customer", async () => {
    const { id, call } = await talking();
    expect(await control(id, { action: "cancel_transfer" })).toMatchObject({
      body: { code: "control_not_possible" },
    });
    await control(id, { action: "transfer_attended", target: "2006" });
    await expectCall(id, { phones: [{ consulting: true }, {}] });
    expect(await control(id, { action: "cancel_transfer" })).toMatchObject({ status: 200 });
    expect(statuses(call)).toEqual(["5503309 ANSWERED", "2005 ANSWER"]);
    await expectCall(id, {
      phones: [{ number: "2005", state: "talking", consulting: false }, { state: "gone" }],
    });
  });

  test("parking names the slot", async () => {
    const { id } = await talking();
    expect(await control(id, { action: "park" })).toMatchObject({
      status: 200,
      body: { parkingSlot: "6000" },
    });
  });

  test("a ringing phone can be made quiet, and cannot be answered from afar", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "6300" });
    call.ring("2005");
    call.ring("2006");
    const id = await idOf(call);
    await expectCall(id, {
      phones: [
        { number: "2005", state: "ringing" },
        { number: "2006", state: "ringing" },
      ],
    });
    expect(await control(id, { action: "answer" })).toMatchObject({
      status: 409,
      body: { code: "control_not_offered" },
    });
    expect(await control(id, { action: "hold" })).toMatchObject({ body: { code: "control_not_possible" } });
    expect(await control(id, { action: "decline" })).toMatchObject({ status: 200 });
    expect(statuses(call)).toEqual(["5503309 ALERT", "2006 RING"]);
  });

  test("only calls on the agent's own extension, and only of the own integration", async () => {
    const { id, call } = await talking();
    expect(await control(id, { action: "hang_up" }, other)).toMatchObject({
      status: 403,
      body: { code: "not_your_call" },
    });
    expect(statuses(call)).toEqual(["5503309 ANSWERED", "2005 ANSWER"]);
    expect(await control("00000000-0000-4000-8000-000000000000", { action: "hang_up" })).toMatchObject({
      status: 404,
      body: { code: "call_unknown" },
    });
    const foreign = await sessionElsewhere();
    expect(await control(id, { action: "hang_up" }, foreign)).toMatchObject({ status: 404 });
    expect(await post(`calls/${id}/recordings/0/link`, {}, foreign)).toMatchObject({
      status: 404,
      body: { code: "call_unknown" },
    });
    expect(await world.api(null, "POST", `calls/${id}/control`, { action: "hang_up" })).toMatchObject({
      status: 401,
    });
  });

  test("a call between colleagues is nobody else's: neither its recording nor a place in a customer's history", async () => {
    const { id, call } = await dial("2006", { userId: world.customer.id });
    call.answer("2005");
    await expectCall(id, { direction: "internal" });
    const ana = await world.session("ana.torres@example.com");
    expect((await world.api(ana, "GET", `calls?user=${world.customer.id}`)).body).toMatchObject({
      calls: expect.not.arrayContaining([expect.objectContaining({ id })]) as unknown,
    });
    const [row] = await world.query("select contact_user_id as user from calls where id = $1", [id]);
    expect(row).toEqual({ user: null });
    await world.query(`update calls set summary = summary || '{"recordings":["x.wav"]}' where id = $1`, [id]);
    expect(await post(`calls/${id}/recordings/0/link`, {}, ana)).toMatchObject({
      status: 404,
      body: { code: "call_unknown" },
    });
    expect((await post(`calls/${id}/recordings/0/link`)).body).not.toMatchObject({ code: "call_unknown" });
  });

  test("a PBX that is down is said to be", async () => {
    const { id } = await talking();
    await world.pbx.goDown();
    try {
      expect(await control(id, { action: "hold" })).toMatchObject({
        status: 503,
        body: { code: "pbx_unreachable" },
      });
    } finally {
      await world.pbx.comeBack();
    }
  });
});

/** Kristin's extension and agent, in another integration of the same service. */
async function sessionElsewhere(): Promise<string> {
  const [row] = await world.query<{ id: string }>(
    `insert into integrations (key, name, status, default_country, quiet_ms, awaiting_ms)
     values (md5(random()::text), 'Elsewhere', 'connected', 'US', 300, 3000) returning id`,
  );
  const id = row?.id ?? "";
  await world.query(
    `insert into pbx_connections (integration_id, vendor, url, client_id, client_secret, time_zone, webhook, websocket)
     select $1, vendor, url, client_id, client_secret, time_zone, webhook, websocket from pbx_connections where integration_id = $2`,
    [id, world.integration.id],
  );
  await world.query(
    `insert into zendesk_connections (integration_id, subdomain, client_id, client_secret)
     select $1, subdomain, client_id, client_secret from zendesk_connections where integration_id = $2`,
    [id, world.integration.id],
  );
  await world.query(
    "insert into bindings (integration_id, extension, agent_id, agent_name) select $1, extension, agent_id, agent_name from bindings where integration_id = $2",
    [id, world.integration.id],
  );
  await world.query("select pg_notify('deskline_integrations', '')");
  const agent = world.zendesk.users().find((one) => one.email === kristin);
  await world.query(
    "insert into app_agents (integration_id, agent_id, name, admin, active) values ($1, $2, 'Kristin', false, true)",
    [id, agent?.id],
  );
  const token = makeSession(encryptionKey(), id, agent?.id ?? 0);
  await until(
    "the other integration to be known",
    async () => (await world.api(token, "GET", "me")).status === 200,
  );
  return token;
}

function encryptionKey(): string {
  return world.env["ENCRYPTION_KEY"] ?? "";
}

/** A link as the service made it at an instant. */
function recordingToken(recording: LinkedRecording, at: number): string {
  const keys = loadKeys({ encryptionKey: encryptionKey(), dataDir: "unused" });
  return createRecordingLinks(keys, { now: () => at }).make(recording);
}

describe("the directory", () => {
  test("finds by number and by name, with what the phones do", async () => {
    await talking();
    const colleague = await world.session("ana.torres@example.com");
    // But for the one who asks: nobody calls themselves.
    expect((await world.api(colleague, "GET", "directory?q=200")).body).toEqual({
      extensions: [
        { number: "2005", name: "Kristin Hale", phone: "busy" },
        { number: "2006", name: "Marcus Webb", phone: expect.stringMatching(/^(idle|unknown)$/) as string },
      ],
    });
    expect((await world.api(session, "GET", "directory?q=TORR")).body).toMatchObject({
      extensions: [{ number: "2007" }],
    });
    expect((await world.api(session, "GET", "directory?q=nobody")).body).toEqual({ extensions: [] });
  });
});

describe("recordings", () => {
  async function recorded(): Promise<string> {
    const { id, call } = await talking();
    call.wait(6);
    call.hangUp();
    await expectCall(id, { state: "ended", recordings: 1 });
    return id;
  }

  async function linkTo(id: string): Promise<string> {
    const answer = await post(`calls/${id}/recordings/0/link`);
    expect(answer).toMatchObject({ status: 200, body: { expiresInMs: 600_000 } });
    return new URL((answer.body as { url: string }).url, world.service.url).href;
  }

  test.each([
    ["knows ranges", true],
    ["ignores ranges", false],
  ])("play whole and in parts from a PBX that %s", async (_, recordingRanges) => {
    const url = await linkTo(await recorded());
    world.pbx.switches.recordingRanges = recordingRanges;
    try {
      const whole = await fetch(url);
      const bytes = new Uint8Array(await whole.arrayBuffer());
      expect(whole.status).toBe(200);
      expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("RIFF");
      expect(bytes.length).toBeGreaterThan(90_000);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        "accept-ranges": "bytes",
        "cache-control": "private, no-store",
        "content-disposition": "inline",
        "content-length": String(bytes.length),
        "content-type": "audio/wav",
      });
      const last = bytes.length - 1;
      for (const [range, from, to] of [
        ["bytes=0-3", 0, 3],
        ["bytes=1000-70000", 1000, 70_000],
        [`bytes=${last - 9}-`, last - 9, last],
        ["bytes=-10", last - 9, last],
        ["bytes=5-99999999", 5, last],
      ] as const) {
        const part = await fetch(url, { headers: { range } });
        expect([range, part.status, part.headers.get("content-range")]).toEqual([
          range,
          206,
          `bytes ${from}-${to}/${bytes.length}`,
        ]);
        expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to + 1))).toBe(true);
      }
      const beyond = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
      expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${bytes.length}`]);
      const head = await fetch(url, { method: "HEAD" });
      expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes.length)]);
      await until("no download to be left", () => Promise.resolve(world.pbx.openDownloads() === 0));
    } finally {
      world.pbx.switches.recordingRanges = true;
    }
  });

  test("the link tells nothing, and only it admits", async () => {
    const id = await recorded();
    const url = await linkTo(id);
    for (const secret of [id, "5503309", "download", world.pbx.url, world.integration.id])
      expect(url).not.toContain(secret);
    const end = url.at(-1) === "A" ? "B" : "A";
    for (const wrong of [`${url.slice(0, -1)}${end}`, new URL("/api/app/recordings/v1", url).href]) {
      const answer = await fetch(wrong);
      expect([answer.status, await answer.json()]).toMatchObject([410, { code: "link_over" }]);
    }
  });

  test("a session is no link, and a link that is over plays nothing", async () => {
    const id = await recorded();
    const answer = await fetch(new URL(`/api/app/recordings/${session}`, world.service.url));
    expect(answer.status).toBe(410);
    const [agent] = world.zendesk.users().filter((one) => one.email === kristin);
    const recording = { integrationId: world.integration.id, callId: id, index: 0, agentId: agent?.id ?? 0 };
    const play = async (madeAgoMs: number) => {
      const token = recordingToken(recording, Date.now() - madeAgoMs);
      return (await fetch(new URL(`/api/app/recordings/${token}`, world.service.url))).status;
    };
    expect(await play(9 * 60_000)).toBe(200);
    expect(await play(10 * 60_000 + 1000)).toBe(410);
  });

  test("one that the PBX still writes is not ready; one there never was is gone", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 2;
    try {
      const id = await recorded();
      expect(await post(`calls/${id}/recordings/0/link`)).toMatchObject({
        status: 409,
        body: { code: "recording_not_ready" },
      });
      expect(await post(`calls/${id}/recordings/1/link`)).toMatchObject({
        status: 404,
        body: { code: "recording_gone" },
      });
      await until("it to be ready", async () => (await post(`calls/${id}/recordings/0/link`)).status === 200);
    } finally {
      world.pbx.switches.recordingReadyAfterSeconds = 0;
    }
  });

  test("plays although the token has expired in between, and says when the PBX is down", async () => {
    const url = await linkTo(await recorded());
    world.pbx.revokeTokens();
    expect((await fetch(url)).status).toBe(200);
    await world.pbx.goDown();
    try {
      expect(await (await fetch(url)).json()).toMatchObject({ code: "pbx_unreachable" });
    } finally {
      await world.pbx.comeBack();
    }
  });

  test.each([true, false])(
    "whoever leaves in the middle ends the download (ranges %s)",
    async (recordingRanges) => {
      const url = await linkTo(await recorded());
      Object.assign(world.pbx.switches, { recordingPieceMs: 200, recordingRanges });
      try {
        const leave = new AbortController();
        const answer = await fetch(url, { signal: leave.signal, headers: { range: "bytes=10-" } });
        await answer.body?.getReader().read();
        expect(world.pbx.openDownloads()).toBe(1);
        leave.abort();
        await until("the download to end", () => Promise.resolve(world.pbx.openDownloads() === 0));
      } finally {
        Object.assign(world.pbx.switches, { recordingPieceMs: 0, recordingRanges: true });
      }
    },
  );
});

test("the PBX understood all that it was asked", () => {
  expect(world.pbx.unexpected()).toEqual([]);
});
