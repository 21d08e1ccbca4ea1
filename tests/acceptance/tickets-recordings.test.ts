import { IntegrationDetail } from "@deskline/shared/admin";
import { defaultTicketSettings } from "@deskline/shared/admin-tickets";
import { CallView } from "@deskline/shared/app";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { makePastSignIn, makeSession } from "../world/app-frames.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  desk = await TicketsDesk.of(world);
});
beforeEach(async () => {
  await desk.set({});
  world.pbx.switches.recordingReadyAfterSeconds = 0;
  world.zendesk.clearRequests();
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

/** `again`: after how many seconds the page looks again by itself. */
type Shown = { status: number; html: string; to: string | null; again: string | null };

/** A browser of somebody, which keeps cookies by path and follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  async open(url: string, language = "en"): Promise<Shown> {
    const { pathname } = new URL(url);
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { headers: { cookie, "accept-language": language }, redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) {
      if (!set.includes("HttpOnly")) throw new Error(`scripts can read ${set}`);
      const [, name = "", value = "", path = "/"] = /^([^=]+)=([^;]*).*?Path=([^;]+)/.exec(set) ?? [];
      this.#cookies.set(name, { value, path });
    }
    const { status, headers } = answer;
    return { status, html: await answer.text(), to: headers.get("location"), again: headers.get("refresh") };
  }

  /** Goes from a recording's page through Zendesk, as whoever is signed in there. */
  async signIn(url: string, email: string): Promise<Shown> {
    const userId = userCalled(email);
    const { to } = await this.open(`${url}/sign-in`);
    return this.open(await world.zendesk.consent(to ?? "", { userId }));
  }
}

function userCalled(email: string): number {
  const user = world.zendesk.users().find((one) => one.email === email);
  if (user === undefined) throw new Error(`nobody has the address ${email}`);
  return user.id;
}

const kristin = "kristin.hale@example.com";
const marcus = "marcus.webb@example.com";
const key = () => world.env["ENCRYPTION_KEY"] ?? "";
const audioIn = (html: string) => /<audio[^>]* src="([^"]+)"/.exec(html)?.[1];

async function recorded(): Promise<{ link: string; ticketId: number; callId: string; html: string }> {
  const row = await desk.become(desk.talk(), "done");
  const ticketId = Number(row.ticket_id);
  const html = world.zendesk.comments(ticketId)[0]?.htmlBody ?? "";
  return { link: /href="([^"]+)"/.exec(html)?.[1] ?? "", ticketId, callId: row.id, html };
}

describe("the link of a recording on its ticket", () => {
  test("is the service's, and tells nothing of the PBX", async () => {
    const { link, html, callId } = await recorded();
    expect(link).toBe(`${world.service.url}/recordings/${callId}`);
    for (const secret of [world.pbx.url, ".wav", "download", "access_token"])
      expect(html).not.toContain(secret);
  });

  test("says to whoever has no session how to listen, in their language", async () => {
    const { link, ticketId } = await recorded();
    const browser = new Browser();
    const shown = await browser.open(link);
    expect(shown.status).toBe(401);
    expect(shown.html).toContain("the Deskline sidebar");
    expect(shown.html).toContain(`/agent/tickets/${ticketId}"`);
    expect(audioIn(shown.html)).toBeUndefined();
    expect((await browser.open(link, "zh-CN")).html).toContain("侧边栏");
    expect((await browser.open(`${world.service.url}/recordings/${crypto.randomUUID()}`)).status).toBe(404);
  });

  test("plays to an agent who signed in with Zendesk, and leaves no grant behind", async () => {
    const { link } = await recorded();
    const browser = new Browser();
    const back = await browser.signIn(link, kristin);
    expect(back).toMatchObject({ status: 302, to: link });
    const shown = await browser.open(link);
    expect(shown.status).toBe(200);
    const audio = audioIn(shown.html);
    const sound = await fetch(new URL(audio ?? "", world.service.url), { headers: { range: "bytes=0-3" } });
    expect([sound.status, await sound.text()]).toEqual([206, "RIFF"]);
    const revoked = world.zendesk.requests().filter((one) => one.path === "/api/v2/oauth/tokens/current");
    expect(revoked.map((one) => `${one.method} ${one.status}`)).toEqual(["DELETE 204"]);
  });

  test("plays in both of two tabs in which one browser signs in at once", async () => {
    const { link } = await recorded();
    const browser = new Browser();
    const tabs = [await browser.open(`${link}/sign-in`), await browser.open(`${link}/sign-in`)];
    for (const { to } of tabs) {
      const answer = await world.zendesk.consent(to ?? "", { userId: userCalled(kristin) });
      expect((await browser.open(answer)).status).toBe(302);
    }
  });

  test("plays to an agent whom Zendesk restricts to some tickets only where they may see the call's", async () => {
    const { link, ticketId, callId } = await recorded();
    const browser = new Browser();
    await browser.signIn(link, kristin);
    const inSidebar = async (id: string) =>
      (await world.api(await world.session(kristin), "POST", `calls/${id}/recordings/0/link`)).status;
    const restrict = (to: string | null) =>
      world.query("update app_agents set ticket_restriction = $1 where agent_id = $2", [
        to,
        userCalled(kristin),
      ]);
    const ticket = world.zendesk.tickets().find((one) => one.id === ticketId);
    expect(ticket?.assigneeId).toBeNull();
    await restrict("assigned");
    try {
      const shown = await browser.open(link);
      expect([shown.status, audioIn(shown.html)]).toEqual([404, undefined]);
      expect(await inSidebar(callId)).toBe(404);
    } finally {
      await restrict(null);
    }
    expect(audioIn((await browser.open(link)).html)).toBeDefined();
    expect(await inSidebar(callId)).toBe(200);
  });

  test("plays neither with an answer that another browser got nor to whoever says no", async () => {
    const { link } = await recorded();
    const begun = await new Browser().open(`${link}/sign-in`);
    const answer = await world.zendesk.consent(begun.to ?? "", { userId: userCalled(kristin) });
    const thief = new Browser();
    expect((await thief.open(answer)).status).toBe(403);
    expect((await thief.open(link)).status).toBe(401);
    const denied = new Browser();
    const { to } = await denied.open(`${link}/sign-in`);
    const refused = await denied.open(await world.zendesk.consent(to ?? "", { allow: false }));
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.html).toContain("You are not signed in");
  });

  test("plays neither to whoever Zendesk keeps out nor after a sign-in that took too long", async () => {
    const { link, callId } = await recorded();
    const suspended = new Browser();
    const { to } = await suspended.open(`${link}/sign-in`);
    const answer = await world.zendesk.consent(to ?? "", { userId: userCalled(marcus) });
    world.zendesk.updateUser(userCalled(marcus), { suspended: true });
    try {
      const kept = await suspended.open(answer);
      expect(kept.status).toBe(403);
      expect((await suspended.open(link)).status).toBe(401);
    } finally {
      world.zendesk.updateUser(userCalled(marcus), { suspended: false });
    }
    const agentWhoLeft = new Browser();
    await agentWhoLeft.signIn(link, marcus);
    expect((await agentWhoLeft.open(link)).status).toBe(200);
    await world.query("update app_agents set active = false where agent_id = $1", [userCalled(marcus)]);
    expect((await agentWhoLeft.open(link)).status).toBe(401);
    await world.query("delete from app_agents where agent_id = $1", [userCalled(marcus)]);

    const late = new Browser();
    await late.open(`${link}/sign-in`);
    const state = makePastSignIn(key(), world.integration.id, callId);
    const over = await late.open(`${world.service.url}/oauth/zendesk/callback?code=c1&state=${state}`);
    expect([over.status, over.html]).toEqual([
      403,
      expect.stringContaining("this took longer than ten minutes"),
    ]);
  });

  test("plays with no session of another integration", async () => {
    const { link } = await recorded();
    const other = await desk.operator.ask("POST", "integrations", { name: "Another office" });
    expect(other.status).toBe(201);
    const { id } = other.body as { id: string };
    const session = makeSession(key(), id, userCalled(kristin));
    const cookies = [id, world.integration.id].map((one) => `deskline_listener_${one}=${session}`);
    const answer = await fetch(link, { headers: { cookie: cookies.join("; ") } });
    expect(answer.status).toBe(401);
  });

  test("says that it is being prepared, and looks again by itself, until it plays or is not available", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 3600;
    const { link, callId } = await recorded();
    const browser = new Browser();
    await browser.signIn(link, kristin);
    const waiting = await browser.open(link);
    expect(waiting).toMatchObject({ status: 200, again: "10" });
    expect(waiting.html).toContain("is being prepared");
    await world.query("update calls set ended_at = now() - interval '1 day' where id = $1", [callId]);
    const gone = await browser.open(link);
    expect(gone).toMatchObject({ status: 404, again: null });
    expect(gone.html).toContain("is not available");
    const { link: other } = await recorded();
    world.pbx.finishRecordings();
    const playing = await browser.open(other);
    expect([playing.again, audioIn(playing.html) === undefined]).toEqual([null, false]);
  });

  test("stands in the call record of an account that keeps them", async () => {
    world.zendesk.setTalkPartnerEdition(true);
    try {
      await desk.set({ record: "calls_api" });
      const row = await desk.become(desk.talk(), "done");
      await until("the record", () => Promise.resolve(world.zendesk.calls().length > 0));
      expect(world.zendesk.calls().at(-1)).toMatchObject({
        recording_url: `${world.service.url}/recordings/${row.id}`,
      });
    } finally {
      world.zendesk.setTalkPartnerEdition(false);
    }
  });
});

describe("in the app's history", () => {
  async function viewOf(callId: string): Promise<CallView> {
    const session = await world.session(kristin);
    return CallView.parse((await world.api(session, "GET", `calls/${callId}`)).body);
  }

  test("a recording is being prepared, and appears when the PBX has it", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 12;
    const call = desk.talk();
    const { id } = await desk.become(call, "done");
    const before = await viewOf(id);
    expect(before).toMatchObject({ recordings: 1, recordingState: "preparing" });
    const { tries } = await desk.stepped(call, "recording_ready");
    expect(tries).toBeGreaterThan(1);
    const after = await viewOf(id);
    expect(after.recordingState).toBe("ready");
    expect(after.revision).toBeGreaterThan(before.revision);
  });

  test("one that never comes is not available", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 3600;
    const call = desk.talk();
    const { id } = await desk.become(call, "done");
    await world.query("update calls set ended_at = now() - interval '1 day' where id = $1", [id]);
    await desk.stepped(call, "recording_gone");
    expect(await viewOf(id)).toMatchObject({ recordingState: "gone" });
  });

  test("a PBX that does not answer is asked again", async () => {
    const call = desk.talk();
    const { id } = await desk.become(call, "done");
    await world.pbx.goDown();
    await until("a look in vain", async () => {
      const rows = await world.query(
        "select 1 from pgboss.job where name = 'await-recording' and singleton_key = $1 and (data->>'tries')::int > 0",
        [id],
      );
      return rows.length > 0;
    });
    await world.pbx.comeBack();
    await desk.stepped(call, "recording_ready");
    expect(await viewOf(id)).toMatchObject({ recordingState: "ready" });
  });
});

describe("recordings are kept", () => {
  test("for so many days; then the link, the history and the player say that they are not kept any more", async () => {
    await desk.set({ recordings: { attach: false, keepDays: 30 } });
    const { link, callId } = await recorded();
    const browser = new Browser();
    await browser.signIn(link, kristin);
    expect(audioIn((await browser.open(link)).html)).toBeDefined();
    await world.query("update calls set ended_at = now() - interval '31 days' where id = $1", [callId]);
    const over = await browser.open(link);
    expect([over.status, over.html]).toEqual([410, expect.stringContaining("is no longer kept")]);
    const session = await world.session(kristin);
    expect((await world.api(session, "GET", `calls/${callId}`)).body).toMatchObject({
      recordingState: "expired",
    });
    expect(await world.api(session, "POST", `calls/${callId}/recordings/0/link`)).toMatchObject({
      status: 410,
      body: { code: "recording_expired" },
    });
    await desk.set({});
    expect(audioIn((await browser.open(link)).html)).toBeDefined();
  });
});

describe("the recording attached to the ticket", () => {
  beforeEach(() => desk.set({ recordings: { attach: true, keepDays: null } }));

  const firstOf = (ticketId: string | null) => world.zendesk.comments(Number(ticketId))[0];

  test("comes with the journal, in the one write of the ticket, once the PBX has it", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 8;
    const call = desk.talk();
    const row = await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST uploads 201", "POST tickets 201"]);
    const [file] = firstOf(row.ticket_id)?.attachments ?? [];
    expect(file).toMatchObject({ fileName: "recording.wav", contentType: "audio/wav" });
    expect(new TextDecoder().decode(file?.content.slice(0, 4))).toBe("RIFF");
    expect(file?.content.length).toBeGreaterThan(900_000);
    expect(firstOf(row.ticket_id)?.htmlBody).toContain("/recordings/");
  });

  test("comes with the completion of a ticket that was made while it rang, which is its second write", async () => {
    await desk.set({ moment: "before", recordings: { attach: true, keepDays: null } });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    await until("the ticket", async () => (await desk.fateOf(call))?.ticket_id != null);
    call.answer("2005");
    call.wait(20);
    call.hangUp();
    const row = await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST tickets 201", "POST uploads 201", "PUT tickets/N 200"]);
    const comments = world.zendesk.comments(Number(row.ticket_id));
    expect(comments.map((one) => one.attachments.length)).toEqual([0, 1]);
  });

  test("comes with the comment on a ticket that it was dialled from", async () => {
    const ticket = world.zendesk.addTicket({ requesterId: world.customer.id });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    await until("the call to be known", async () => (await desk.fateOf(call)) !== undefined);
    const { id } = (await desk.fateOf(call)) ?? {};
    const session = await world.session(kristin);
    await world.api(session, "PUT", `calls/${id}/ticket`, { ticketId: ticket.id });
    call.answer("2005");
    call.wait(20);
    call.hangUp();
    await desk.become(call, "done");
    expect(world.zendesk.comments(ticket.id).at(-1)?.attachments).toHaveLength(1);
  });

  test("stays away when it is larger than Zendesk takes, and ticket and trace say so", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.answer("2005");
    call.wait(3600);
    call.hangUp();
    const row = await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST tickets 201"]);
    expect(firstOf(row.ticket_id)?.body).toContain("larger than the 50 MB that Zendesk takes");
    expect(await desk.stepped(call, "recording_not_attached")).toEqual({ because: "too_large" });
    expect(firstOf(row.ticket_id)?.htmlBody).toContain("/recordings/");
  });

  test("is fetched beside other calls, and a contact that is chosen meanwhile gets the ticket", async () => {
    world.pbx.switches.recordingReadyAfterSeconds = 10;
    const call = desk.talk();
    const { id } = (await until("the call to wait", async () => {
      const rows = await world.query<{ call_id: string }>(
        "select call_id from recording_uploads u join calls c on c.id = u.call_id where c.pbx_call_id = $1",
        [call.callId],
      );
      return rows.length > 0;
    }).then(() => desk.fateOf(call))) ?? { id: "" };
    const right = world.zendesk.addUser({ name: "Rita Right" }).id;
    const session = await world.session(kristin);
    expect((await world.api(session, "PUT", `calls/${id}/contact`, { userId: right })).status).toBe(200);
    const row = await desk.become(call, "done");
    const ticket = world.zendesk.tickets().find((one) => one.id === Number(row.ticket_id));
    expect(ticket?.requesterId).toBe(right);
    expect(desk.writes()).toEqual(["POST uploads 201", "POST tickets 201"]);
    expect(await world.query("select 1 from recording_uploads where call_id = $1", [id])).toEqual([]);
  });

  test("that is not kept any more is not brought", async () => {
    await desk.set({ enabled: false, recordings: { attach: true, keepDays: 30 } });
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    await world.query("update calls set ended_at = now() - interval '31 days' where id = $1", [id]);
    const session = await world.session(kristin);
    expect((await world.api(session, "POST", `calls/${id}/ticket`, {})).status).toBe(200);
    await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST tickets 201"]);
    expect(await desk.stepped(call, "recording_not_attached")).toEqual({ because: "expired" });
  });

  test("costs the file alone when its token is refused with a comment", async () => {
    await desk.set({
      moment: "before",
      look: { ...defaultTicketSettings.look, assignee: "answered_by" },
      recordings: { attach: true, keepDays: null },
    });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    await until("the ticket", async () => (await desk.fateOf(call))?.ticket_id != null);
    const details = { uploads: [{ description: "Upload: is expired", error: "InvalidValue" }] };
    const body = { error: "RecordInvalid", description: "Record validation errors", details };
    world.zendesk.faults.add({
      method: "PUT",
      path: /tickets\/\d+$/,
      do: { kind: "status", status: 422, body },
    });
    call.answer("2005");
    call.wait(20);
    call.hangUp();
    const row = await desk.become(call, "done");
    expect(await desk.stepped(call, "fields_refused")).toMatchObject({ fields: ["attachment"] });
    const ticket = world.zendesk.tickets().find((one) => one.id === Number(row.ticket_id));
    expect(ticket?.assigneeId).toBe(userCalled(kristin));
  });

  test("that Zendesk refuses costs the file and not the ticket", async () => {
    const body = { error: "RecordInvalid", description: "Record validation errors", details: {} };
    world.zendesk.faults.add({ method: "POST", path: /uploads$/, do: { kind: "status", status: 422, body } });
    const refused = await desk.become(desk.talk(), "done");
    expect(firstOf(refused.ticket_id)?.body).toContain("Zendesk did not take the recording");
    const details = { uploads: [{ description: "Upload: is expired", error: "InvalidValue" }] };
    world.zendesk.faults.add({
      method: "POST",
      path: /tickets$/,
      do: { kind: "status", status: 422, body: { ...body, details } },
    });
    const expired = await desk.become(desk.talk(), "done");
    expect(firstOf(expired.ticket_id)?.body).toContain("Zendesk did not take the recording");
    const path = `integrations/${world.integration.id}/tickets`;
    expect((await desk.operator.ask("GET", path)).body).toMatchObject({ refused: [{ field: "attachment" }] });
  });
});

describe("a recording on a ticket that is older than recordings are kept", () => {
  beforeEach(() => desk.set({ recordings: { attach: true, keepDays: 30 } }));
  afterEach(() => world.zendesk.faults.clear());

  const redactions = () =>
    world.zendesk
      .requests()
      .filter(({ path }) => /redact/.test(path))
      .map(({ method, path, status }) => `${method} ${path.replaceAll(/\d{2,}/g, "N")} ${status}`);
  const byFile = "PUT /api/v2/tickets/N/comments/N/attachments/N/redact";
  const byWorkspace = "PUT /api/v2/comment_redactions/N";

  /** A call with somebody new whose recording is on its ticket; it ended so many days ago. */
  async function attached(from: string, days: number): Promise<{ call: ScriptedCall; ticketId: number }> {
    world.zendesk.addUser({ name: `Old ${from}`, phone: from });
    const call = desk.talk(from);
    const row = await desk.become(call, "done");
    await world.query("update calls set ended_at = now() - make_interval(days => $1) where id = $2", [
      days,
      row.id,
    ]);
    const ticketId = Number(row.ticket_id);
    expect(filesOn(ticketId)).toEqual(["recording.wav"]);
    return { call, ticketId };
  }

  function filesOn(ticketId: number): string[] {
    return world.zendesk
      .comments(ticketId)
      .flatMap(({ attachments }) => attachments.map((file) => file.fileName));
  }

  /** What is done each night. */
  async function night(): Promise<void> {
    const [row] = await world.query<{ id: string }>(
      "insert into pgboss.job (name, data, policy, singleton_key) values ('remove-all-recordings', '{}', 'short', 'test') returning id",
    );
    // As the queue tells its workers of jobs; without it they look ten seconds later.
    await world.query(
      "select pg_notify('pgboss_' || left(encode(sha224('pgboss'), 'hex'), 24), 'remove-all-recordings')",
    );
    await until("the night to be over", async () => {
      const open = await world.query(
        "select 1 from pgboss.job where (id = $1 or name = 'remove-recordings') and state < 'completed'",
        [row?.id],
      );
      return open.length === 0;
    });
  }

  const removals = async (call: ScriptedCall) =>
    (await desk.stepsOf(call)).filter(({ step }) => step.endsWith("removed"));

  test("is taken out once, which the trace tells; the journal and younger ones stay", async () => {
    const [old, young] = await Promise.all([attached("+12125550171", 31), attached("+12125550172", 29)]);
    await night();
    expect(filesOn(old.ticketId)).toEqual(["redacted.txt"]);
    expect(world.zendesk.comments(old.ticketId)[0]?.htmlBody).toContain("/recordings/");
    expect(filesOn(young.ticketId)).toEqual(["recording.wav"]);
    await night();
    expect(redactions()).toEqual([`${byFile} 200`]);
    expect(await removals(old.call)).toEqual([
      { step: "recording_removed", detail: { ticketId: old.ticketId, files: 1 } },
    ]);
  });

  test("is taken out of the comment on a ticket that was there before, and no other file is", async () => {
    const from = "+12125550173";
    const person = world.zendesk.addUser({ name: "Commented", phone: from });
    const ticket = world.zendesk.addTicket({ requesterId: person.id });
    const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
    call.ring("2005");
    await desk.dialledFrom(call, ticket.id);
    call.answer("2005");
    call.wait(20);
    call.hangUp();
    const { id } = await desk.become(call, "done");
    expect(filesOn(ticket.id)).toEqual(["recording.wav"]);
    const other = desk.talk(from);
    await desk.dialledFrom(other, ticket.id);
    await desk.become(other, "done");
    await world.query("update calls set ended_at = now() - interval '31 days' where id = $1", [id]);
    await night();
    expect(filesOn(ticket.id)).toEqual(["redacted.txt", "recording.wav"]);
  });

  test("is taken out of a closed ticket as Agent Workspace does", async () => {
    const { ticketId, call } = await attached("+12125550174", 31);
    world.zendesk.setTicketStatus(ticketId, "closed");
    await night();
    expect(filesOn(ticketId)).toEqual(["redacted.txt"]);
    expect(redactions()).toEqual([`${byFile} 422`, `${byWorkspace} 200`]);
    expect(await removals(call)).toMatchObject([{ step: "recording_removed" }]);
  });

  test("that Zendesk refuses to take out is told in the trace and the console, and not asked for again", async () => {
    const { ticketId, call } = await attached("+12125550175", 31);
    const body = { error: { title: "Forbidden", message: "You cannot redact." } };
    world.zendesk.faults.add({ path: /redact/, times: 2, do: { kind: "status", status: 403, body } });
    await night();
    await night();
    expect(redactions()).toEqual([`${byFile} 403`, `${byWorkspace} 403`]);
    expect(filesOn(ticketId)).toEqual(["recording.wav"]);
    const because = expect.stringContaining("You cannot redact.") as string;
    expect(await removals(call)).toEqual([{ step: "recording_not_removed", detail: { ticketId, because } }]);
    const { body: shown } = await desk.operator.ask("GET", `integrations/${world.integration.id}`);
    expect(IntegrationDetail.parse(shown).problems).toContainEqual({
      kind: "recordings_not_removed",
      count: 1,
      detail: because,
    });
  });

  test("is tried again while Zendesk has trouble", async () => {
    const { ticketId } = await attached("+12125550176", 31);
    world.zendesk.faults.add({ path: /redact/, do: { kind: "html", status: 503 } });
    await night();
    expect(filesOn(ticketId)).toEqual(["redacted.txt"]);
    expect(redactions()).toEqual([`${byFile} 503`, `${byFile} 200`]);
  });

  test("is let go of with a deleted ticket", async () => {
    const { ticketId } = await attached("+12125550177", 31);
    world.zendesk.deleteTicket(ticketId);
    await night();
    await night();
    expect(redactions()).toEqual([]);
    const own = `/api/v2/tickets/${ticketId}`;
    expect(world.zendesk.requests().filter(({ path }) => path.startsWith(own))).toHaveLength(1);
  });

  test("stays where the ticket with that number is not the one that was made of the call", async () => {
    const { call, ticketId } = await attached("+12125550179", 31);
    await world.query(
      "update ticket_requests set external_id = 'another' where call_id = (select id from calls where pbx_call_id = $1)",
      [call.callId],
    );
    await night();
    expect([redactions(), filesOn(ticketId)]).toEqual([[], ["recording.wav"]]);
  });

  test("on a ticket that may not be read is told, and keeps no other", async () => {
    const [hidden, other] = await Promise.all([attached("+12125550180", 33), attached("+12125550181", 32)]);
    const path = new RegExp(`/tickets/${hidden.ticketId}$`);
    world.zendesk.faults.add({ path, do: { kind: "status", status: 403 } });
    await night();
    expect(filesOn(other.ticketId)).toEqual(["redacted.txt"]);
    expect(await removals(hidden.call)).toMatchObject([{ step: "recording_not_removed" }]);
  });

  test("on a ticket that trouble keeps from being read keeps no other, and is taken out later", async () => {
    const [troubled, other] = await Promise.all([attached("+12125550182", 33), attached("+12125550183", 32)]);
    const path = new RegExp(`/tickets/${troubled.ticketId}$`);
    world.zendesk.faults.add({ path, do: { kind: "status", status: 404, body: { error: "No help desk" } } });
    await night();
    expect([filesOn(other.ticketId), filesOn(troubled.ticketId)]).toEqual([
      ["redacted.txt"],
      ["redacted.txt"],
    ]);
  });

  test("stays without days to keep it, with settings that cannot be read, and in another account", async () => {
    const { ticketId } = await attached("+12125550178", 31);
    await desk.set({ recordings: { attach: true, keepDays: null } });
    await night();
    await desk.set({ recordings: { attach: true, keepDays: 30 } });
    const change = async (text: string) => {
      await world.query(text);
      await world.query("select pg_notify('deskline_integrations', '')");
    };
    await world.query("update attached_recordings set account = 'another' where ended is null");
    await night();
    await world.query("update attached_recordings set account = 'acme' where ended is null");
    await change("update ticket_settings set settings = jsonb_set(settings, '{look,tags}', '7')");
    await until("the fault to be known", () =>
      Promise.resolve(world.service.output().includes("the settings of tickets cannot be read")),
    );
    await night();
    expect(redactions()).toEqual([]);
    await desk.set({ recordings: { attach: true, keepDays: 30 } });
    await night();
    expect(filesOn(ticketId)).toEqual(["redacted.txt"]);
  });
});
