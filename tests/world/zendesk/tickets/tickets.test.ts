import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startZendesk, type ZendeskSimulator } from "../simulator.ts";
import { groups } from "../settings/data.ts";
import { signIn } from "../testing.ts";

const ticketBody = z.object({ ticket: z.object({ id: z.number() }) });

let clock: number;
let zendesk: ZendeskSimulator;

beforeEach(async () => {
  clock = Date.UTC(2026, 2, 4, 9, 10, 11);
  zendesk = await startZendesk({ now: () => clock });
  zendesk.addUser({ name: "Dana Admin", role: "admin" });
});
afterEach(() => zendesk.close());

describe("tickets", () => {
  const ticket = (extra: Record<string, unknown> = {}) => ({
    ticket: { subject: "Call", comment: { body: "Rang 22 s", public: false }, ...extra },
  });

  test("the same idempotency key makes one ticket for two hours", async () => {
    const zd = await signIn(zendesk);
    const key = { "idempotency-key": "pbx:acme:1" };
    const first = await zd.post("/api/v2/tickets", ticket(), key);
    const again = await zd.post("/api/v2/tickets", ticket(), key);
    expect(first).toMatchObject({ status: 201, headers: { "x-idempotency-lookup": "miss" } });
    expect(again).toMatchObject({
      status: 201,
      headers: { "x-idempotency-lookup": "hit" },
      body: first.body,
    });
    expect(zendesk.tickets()).toHaveLength(1);
    const other = await zd.post("/api/v2/tickets", ticket({ subject: "Other" }), key);
    expect(other).toMatchObject({ status: 400, body: { error: "IdempotentRequestError" } });
    clock += 2 * 3600_000;
    const later = await signIn(zendesk);
    await later.post("/api/v2/tickets", ticket(), key);
    expect(zendesk.tickets()).toHaveLength(2);
  });

  test("an update that leaves the status alone changes the rest", async () => {
    const zd = await signIn(zendesk);
    const ada = zendesk.addUser({ name: "Ada Morris" });
    const made = ticketBody.parse((await zd.post("/api/v2/tickets", ticket())).body).ticket.id;
    const change = { subject: "Call back", requester_id: ada.id };
    await zd.put(`/api/v2/tickets/${made}`, { ticket: change });
    expect(zendesk.tickets()).toMatchObject([{ subject: "Call back", requesterId: ada.id }]);
  });

  test("an assignee alone brings a group along; one who is no member of the group given is refused", async () => {
    const zd = await signIn(zendesk);
    const [ada, ben] = ["Ada Morris", "Ben Cole"].map((name) => zendesk.addUser({ name, role: "agent" }).id);
    const [support, night] = [groups[0].id, groups[2].id];
    zendesk.setGroupMembers(night, [ada ?? 0]);
    const details = { assignee: [{ description: "Assignee: is not a member of the group" }] };
    const refused = { status: 422, body: { error: "RecordInvalid", details } };
    const outsider = { assignee_id: ben, group_id: night };
    expect(await zd.post("/api/v2/tickets", ticket(outsider))).toMatchObject(refused);
    const { id } = ticketBody.parse(
      (await zd.post("/api/v2/tickets", ticket({ group_id: night }))).body,
    ).ticket;
    expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: outsider })).toMatchObject(refused);
    const owned = () => zendesk.tickets().map(({ groupId, assigneeId }) => ({ groupId, assigneeId }));
    expect(owned()).toEqual([{ groupId: night, assigneeId: null }]);
    await zd.put(`/api/v2/tickets/${id}`, { ticket: { assignee_id: ada, group_id: night } });
    expect(owned()).toEqual([{ groupId: night, assigneeId: ada }]);
    await zd.put(`/api/v2/tickets/${id}`, { ticket: { assignee_id: ben } });
    expect(owned()).toEqual([{ groupId: support, assigneeId: ben }]);
  });

  test("a refusal is repeated under its idempotency key, and under no other", async () => {
    const zd = await signIn(zendesk);
    const ada = zendesk.addUser({ name: "Ada Morris", suspended: true });
    const send = (key: string) =>
      zd.post("/api/v2/tickets", ticket({ requester_id: ada.id }), { "idempotency-key": key });
    expect(await send("a")).toMatchObject({ status: 422 });
    zendesk.updateUser(ada.id, { suspended: false });
    expect(await send("a")).toMatchObject({ status: 422 });
    expect(await send("b")).toMatchObject({ status: 201 });
  });

  test("a phone ticket keeps its channel, external id, tags and internal comment", async () => {
    const zd = await signIn(zendesk);
    const ada = zendesk.addUser({ name: "Ada Morris", phone: "+442079460123" });
    const body = ticket({
      requester_id: ada.id,
      via_id: 45,
      external_id: "pbx:1",
      tags: ["PBX", "missed_call"],
    });
    const made = await zd.post("/api/v2/tickets", { ticket: { ...body.ticket, metadata: { call: "1" } } });
    const { id } = ticketBody.parse(made.body).ticket;
    expect(made.body).toMatchObject({
      ticket: { via: { channel: "voice" }, status: "new", is_public: false },
    });
    expect(zendesk.tickets()).toMatchObject([
      { id, viaId: 45, via: "voice", externalId: "pbx:1", tags: ["missed_call", "pbx"] },
    ]);
    expect(zendesk.comments(id)).toMatchObject([
      { body: "Rang 22 s", public: false, metadata: { call: "1" } },
    ]);
    expect((await zd.get("/api/v2/tickets?external_id=pbx:1")).body).toMatchObject({
      tickets: [{ id }],
      count: 1,
    });
    expect((await zd.get(`/api/v2/users/${ada.id}/tickets/requested`)).body).toMatchObject({
      tickets: [{ id }],
    });
    expect(zendesk.unexpected()).toEqual([]);
  });

  test("collisions, closed tickets and the thirty-first update are refused", async () => {
    const zd = await signIn(zendesk);
    const made = await zd.post("/api/v2/tickets", ticket());
    const { id } = ticketBody.parse(made.body).ticket;
    const stale = { status: "open", safe_update: true, updated_stamp: "2026-03-04T09:10:10Z" };
    expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: stale })).toMatchObject({ status: 409 });
    for (let used = 1; used < 30; used += 1) {
      expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: { comment: { body: "note" } } })).toMatchObject({
        status: 200,
      });
    }
    expect(zendesk.comments(id).every((comment) => !comment.public)).toBe(true);
    expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: { status: "closed" } })).toMatchObject({
      status: 429,
    });
    clock += 600_000;
    expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: { status: "closed" } })).toMatchObject({
      status: 200,
    });
    expect(await zd.put(`/api/v2/tickets/${id}`, { ticket: { status: "open" } })).toMatchObject({
      status: 422,
      body: { details: { status: [{ description: "Status: closed prevents ticket update" }] } },
    });
  });

  test("a bulk job makes its tickets as the clock goes on", async () => {
    const zd = await signIn(zendesk);
    const tickets = [ticket().ticket, ticket({ requester_id: 1 }).ticket, ticket().ticket];
    const started = await zd.post("/api/v2/tickets/create_many", { tickets });
    const { job_status } = z.object({ job_status: z.looseObject({ id: z.string() }) }).parse(started.body);
    expect(job_status).toMatchObject({ status: "queued", total: 3, results: null });
    clock += 620;
    expect((await zd.get(`/api/v2/job_statuses/${job_status.id}`)).body).toMatchObject({
      job_status: { status: "working", progress: 2, results: null },
    });
    clock += 1000;
    expect((await zd.get(`/api/v2/job_statuses/${job_status.id}`)).body).toMatchObject({
      job_status: {
        status: "completed",
        results: [{ index: 0 }, { index: 1, success: false }, { index: 2 }],
      },
    });
    expect(zendesk.tickets()).toHaveLength(2);
  });

  test("scripts in an HTML comment do not survive, and an upload is attached once", async () => {
    const zd = await signIn(zendesk);
    const upload = await fetch(`${zendesk.url}/api/v2/uploads?filename=call.mp3`, {
      method: "POST",
      headers: { ...zd.headers, "content-type": "audio/mpeg" },
      body: new Uint8Array([1, 2, 3]),
    });
    const { token } = z.object({ upload: z.object({ token: z.string() }) }).parse(await upload.json()).upload;
    const comment = { html_body: `<p onclick="x()">Hi<script>alert(1)</script></p>`, uploads: [token] };
    const made = await zd.post("/api/v2/tickets", ticket({ comment }));
    const { id } = ticketBody.parse(made.body).ticket;
    expect(zendesk.comments(id)).toMatchObject([
      { htmlBody: expect.stringContaining("<p>Hi</p>"), body: "Hi", attachments: [{ fileName: "call.mp3" }] },
    ]);
    expect(await zd.post("/api/v2/tickets", ticket({ comment }))).toMatchObject({ status: 422 });
  });
});
