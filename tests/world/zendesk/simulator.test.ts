import { createHmac, createPublicKey, createVerify } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startZendesk, type SimUser, type ZendeskOptions, type ZendeskSimulator } from "./simulator.ts";
import { signIn, type Session } from "./testing.ts";

let clock: number;
let zendesk: ZendeskSimulator;
let admin: SimUser;

async function start(options: ZendeskOptions = {}): Promise<void> {
  zendesk = await startZendesk({ now: () => clock, ...options });
  admin = zendesk.addUser({ name: "Dana Admin", role: "admin" });
}

async function restart(options: ZendeskOptions): Promise<Session> {
  await zendesk.close();
  await start(options);
  return signIn(zendesk);
}

beforeEach(async () => {
  clock = Date.UTC(2026, 2, 4, 9, 10, 11);
  await start();
});
afterEach(() => zendesk.close());

describe("users", () => {
  test("a direct line belongs to one user, a shared number to many", async () => {
    const zd = await signIn(zendesk);
    zendesk.addUser({ name: "Ada Morris", phone: "+442079460123" });
    const taken = await zd.post("/api/v2/users", { user: { name: "Twin", phone: "+442079460123" } });
    expect(taken).toMatchObject({ status: 422, body: { details: { phone: [{ error: "DuplicateValue" }] } } });
    const shared = { name: "Twin", phone: "+442079460123", shared_phone_number: true };
    expect(await zd.post("/api/v2/users", { user: shared })).toMatchObject({
      status: 201,
      body: { user: { phone: "+442079460123", shared_phone_number: true, role: "end-user" } },
    });
    expect(zendesk.unexpected()).toEqual([]);
  });

  test("with validation on, only E.164 numbers are taken", async () => {
    const zd = await restart({ endUserPhoneNumberValidation: true });
    expect(await zd.post("/api/v2/users", { user: { name: "Loose", phone: "020 7946 0123" } })).toMatchObject(
      { status: 422 },
    );
    expect(
      await zd.post("/api/v2/users", { user: { name: "Strict", phone: "+442079460123" } }),
    ).toMatchObject({ status: 201 });
  });

  test("both paging dialects walk the whole list once", async () => {
    const zd = await signIn(zendesk);
    for (let index = 0; index < 7; index += 1) zendesk.addUser({ name: `User ${index}` });
    const pageSchema = z.object({
      users: z.array(z.object({ id: z.number() })),
      meta: z.object({ has_more: z.boolean(), after_cursor: z.string() }),
    });
    const seen: number[] = [];
    let after = "";
    for (let more = true; more;) {
      const page = pageSchema.parse((await zd.get(`/api/v2/users?page[size]=3${after}`)).body);
      seen.push(...page.users.map((user) => user.id));
      more = page.meta.has_more;
      after = `&page[after]=${encodeURIComponent(page.meta.after_cursor)}`;
    }
    expect(seen).toEqual(zendesk.users().map((user) => user.id));
    const offset = await zd.get("/api/v2/users?page=3&per_page=3");
    expect(offset.body).toMatchObject({ count: 8, next_page: null });
    expect(await zd.get("/api/v2/users?page=101")).toMatchObject({ status: 400 });
    expect(await zd.get("/api/v2/users?role[]=admin&page[size]=100")).toMatchObject({
      body: { users: [{ id: admin.id }] },
    });
  });

  test("search finds a number by its digits, but only once the index has caught up", async () => {
    const zd = await restart({ searchIndexDelayMs: 60_000 });
    const ada = zendesk.addUser({ name: "Ada Morris", phone: "+44 20 7946 0123" });
    const query = encodeURIComponent("type:user role:end-user phone:*442079460123");
    expect((await zd.get(`/api/v2/search?query=${query}`)).body).toMatchObject({ count: 0 });
    clock += 60_000;
    expect((await zd.get(`/api/v2/search.json?query=${query}`)).body).toMatchObject({
      count: 1,
      results: [{ id: ada.id, result_type: "user" }],
    });
    zendesk.deleteUser(ada.id);
    expect((await zd.get(`/api/v2/search?query=${query}`)).body).toMatchObject({ count: 1 });
    clock += 60_000;
    expect((await zd.get(`/api/v2/search?query=${query}`)).body).toMatchObject({ count: 0 });
  });

  test("the export shows deleted users, withholds the newest minute and has its own limit", async () => {
    const zd = await signIn(zendesk);
    const start = Math.floor(clock / 1000) - 3600;
    const ada = zendesk.addUser({ name: "Ada Morris", phone: "+442079460123" });
    expect((await zd.get(`/api/v2/incremental/users/cursor?start_time=${start}`)).body).toMatchObject({
      users: [],
    });
    zendesk.deleteUser(ada.id);
    clock += 60_000;
    const page = await zd.get(`/api/v2/incremental/users/cursor.json?start_time=${start}&per_page=1`);
    expect(page.body).toMatchObject({ users: [{ id: admin.id }], end_of_stream: false });
    const { after_cursor } = z.object({ after_cursor: z.string() }).parse(page.body);
    const rest = await zd.get(`/api/v2/incremental/users/cursor?cursor=${encodeURIComponent(after_cursor)}`);
    expect(rest.body).toMatchObject({ users: [{ id: ada.id, active: false }], end_of_stream: true });
    for (let used = 2; used < 10; used += 1)
      await zd.get(`/api/v2/incremental/users/cursor?start_time=${start}`);
    const limited = await zd.get(`/api/v2/incremental/users/cursor?start_time=${start}`);
    expect(limited).toMatchObject({ status: 429, headers: { "retry-after": "60" } });
  });
});

describe("strictness", () => {
  test("unknown paths, fields, queries and values are answered as Zendesk would and reported", async () => {
    const zd = await signIn(zendesk);
    expect(await zd.get("/api/v2/tikets")).toMatchObject({ status: 404, body: { error: "InvalidEndpoint" } });
    const typo = await zd.post("/api/v2/users", { user: { name: "Ada", phoen: "+442079460123" } });
    expect(typo).toMatchObject({
      status: 201,
      headers: { "x-zendesk-api-warn": 'unpermitted_keys=>["user.phoen"]' },
    });
    await zd.get("/api/v2/users?rolle=agent");
    await zd.post("/api/v2/tickets", { ticket: { comment: { body: "x" }, status: "opened" } });
    await zd.post("/api/v2/tickets", { ticket: { subject: "no comment" } });
    expect(zendesk.unexpected().map((line) => line.split(":")[0])).toEqual([
      "GET /api/v2/tikets",
      "POST /api/v2/users",
      "GET /api/v2/users",
      "POST /api/v2/tickets",
      "POST /api/v2/tickets",
    ]);
  });

  test("the account limit answers 429 until its minute is over", async () => {
    const zd = await signIn(zendesk);
    zendesk.setRequestsPerMinute(2);
    expect(await zd.get("/api/v2/groups")).toMatchObject({
      status: 200,
      headers: { "x-rate-limit-remaining": "1" },
    });
    await zd.get("/api/v2/groups");
    clock += 15_000;
    expect(await zd.get("/api/v2/groups")).toMatchObject({ status: 429, headers: { "retry-after": "45" } });
    clock += 45_000;
    expect(await zd.get("/api/v2/groups")).toMatchObject({ status: 200 });
    expect(
      zendesk
        .requests()
        .map((request) => request.status)
        .slice(-4),
    ).toEqual([200, 200, 429, 200]);
  });

  test("Talk Partner Edition exists only on accounts that have it", async () => {
    const call = {
      app_id: 1,
      from_line: "+1",
      to_line: "+2",
      call_started_at: "2026-03-04T09:10:11+01:00",
      direction: "inbound",
    };
    const plain = await signIn(zendesk);
    expect(await plain.post("/api/v2/calls", { call })).toMatchObject({ status: 404 });
    expect(zendesk.unexpected()).toEqual([]);
    const zd = await restart({ talkPartnerEdition: true });
    const made = await zd.post("/api/v2/calls", {
      call,
      comment: { title: "Inbound call", call_fields: ["from_line"] },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { call: { ticket_id: 9001, call_started_at: "2026-03-04T08:10:11Z" } },
    });
    expect(zendesk.comments(9001)).toMatchObject([{ type: "TpeVoiceComment", public: false }]);
  });

  test("a call record is changed, and each comment asked for comes onto the ticket that it names then", async () => {
    const zd = await restart({ talkPartnerEdition: true });
    const requesterId = zendesk.addUser({ name: "Dana" }).id;
    const { id: ticketId } = zendesk.addTicket({ requesterId });
    const call = {
      app_id: 1,
      from_line: "+1",
      to_line: "+2",
      call_started_at: "2026-03-04T09:10:11+01:00",
      direction: "inbound",
      external_id: "pbx:1",
    };
    const made = await zd.post("/api/v2/calls", { call });
    const [record] = zendesk.calls();
    const path = `/api/v2/calls/${Number(record?.["id"])}`;
    expect(made).toMatchObject({ status: 201, body: { call: { ticket_id: null } } });
    const change = { call: { ticket_id: ticketId, end_user_id: requesterId } };
    expect(await zd.patch(path, change)).toMatchObject({
      status: 200,
      body: { call: { ...change.call, external_id: "pbx:1" } },
    });
    expect(await zd.get(path)).toMatchObject({ status: 200, body: { call: change.call } });
    const shown = { title: "Inbound call", call_fields: ["direction"] };
    expect(await zd.post(`${path}/comments`, shown)).toMatchObject({
      status: 201,
      body: { type: "TpeVoiceComment", title: "Inbound call", data: { external_id: "pbx:1" } },
    });
    await zd.post(`${path}/comments`, shown);
    expect(zendesk.comments(ticketId).map((one) => one.type)).toEqual([
      "Comment",
      "TpeVoiceComment",
      "TpeVoiceComment",
    ]);
    expect(await zd.patch("/api/v2/calls/1", change)).toMatchObject({ status: 404 });
    expect(await zd.patch(path, { call: { ticket_id: 1 } })).toMatchObject({ status: 404 });
    expect(await zd.post("/api/v2/calls/1/comments", shown)).toMatchObject({ status: 404 });
    zendesk.setTalkPartnerEdition(false);
    for (const refused of [zd.patch(path, change), zd.post(`${path}/comments`, shown)])
      expect(await refused).toMatchObject({ status: 404, body: { error: "InvalidEndpoint" } });
  });
});

describe("trouble on demand", () => {
  test("a request dropped before is not applied, one dropped after is", async () => {
    const zd = await signIn(zendesk);
    const post = () => zd.post("/api/v2/tickets", { ticket: { comment: { body: "x" } } });
    zendesk.faults.add({ method: "POST", path: /tickets/, do: { kind: "drop_before" } });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(zendesk.tickets()).toHaveLength(0);
    zendesk.faults.add({ method: "POST", path: /tickets/, do: { kind: "drop_after" } });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(zendesk.tickets()).toHaveLength(1);
    expect(zendesk.requests().slice(-2)).toMatchObject([
      { status: 0, answered: false },
      { status: 201, answered: false },
    ]);
  });

  test("statuses and HTML pages come as often as ordered", async () => {
    const zd = await signIn(zendesk);
    zendesk.faults.add({ times: 2, do: { kind: "status", status: 503, headers: { "retry-after": "7" } } });
    zendesk.faults.add({ do: { kind: "html", status: 502 } });
    expect(await zd.get("/api/v2/groups")).toMatchObject({ status: 503, headers: { "retry-after": "7" } });
    expect(await zd.get("/api/v2/groups")).toMatchObject({ status: 503 });
    expect(await zd.get("/api/v2/groups")).toMatchObject({
      status: 502,
      body: expect.stringContaining("<html>"),
    });
    expect(await zd.get("/api/v2/groups")).toMatchObject({ status: 200 });
  });

  test("down means refused connections, and the memory survives", async () => {
    const zd = await signIn(zendesk);
    await zendesk.goDown();
    await expect(zd.get("/api/v2/users/me")).rejects.toThrow("fetch failed");
    await zendesk.comeBack();
    expect(await zd.get("/api/v2/users/me")).toMatchObject({ status: 200 });
  });

  test("closing ends requests that hang", async () => {
    const zd = await signIn(zendesk);
    zendesk.faults.add({ do: { kind: "hang" } });
    const hanging = zd.get("/api/v2/groups").then(
      () => "answered",
      () => "broken",
    );
    await expect.poll(() => zendesk.faults.pending()).toBe(0);
    await zendesk.close();
    expect(await hanging).toBe("broken");
  });
});

describe("webhooks and apps", () => {
  test("user events arrive signed, pretty-printed, and again when repeated", async () => {
    const zd = await signIn(zendesk);
    const received: { headers: Record<string, unknown>; body: string }[] = [];
    const receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        received.push({ headers: request.headers, body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = z.object({ port: z.number() }).parse(receiver.address());
    const made = await zd.post("/api/v2/webhooks", {
      webhook: {
        name: "PBX sync",
        status: "active",
        endpoint: `http://127.0.0.1:${port}/hook`,
        http_method: "POST",
        request_format: "json",
        subscriptions: ["zen:event-type:user.identity_created"],
      },
    });
    const { webhook } = z.object({ webhook: z.object({ id: z.string() }) }).parse(made.body);
    const secretBody = (await zd.get(`/api/v2/webhooks/${webhook.id}/signing_secret`)).body;
    const { secret } = z
      .object({ signing_secret: z.object({ secret: z.string() }) })
      .parse(secretBody).signing_secret;
    const ada = zendesk.addUser({ name: "Ada Morris", phone: "+442079460123" });
    await zendesk.webhooksSettled();
    await zendesk.repeatWebhooks();
    receiver.close();
    const [event, repeated] = received;
    const timestamp = String(event?.headers["x-zendesk-webhook-signature-timestamp"]);
    const expected = createHmac("sha256", secret)
      .update(timestamp + event?.body)
      .digest("base64");
    expect(event?.headers["x-zendesk-webhook-signature"]).toBe(expected);
    expect(event?.body).toMatch(/^\{\n {3}"account_id"/);
    expect(repeated?.body).toBe(event?.body);
    expect(JSON.parse(event?.body ?? "")).toMatchObject({
      subject: `zen:user:${ada.id}`,
      detail: { id: String(ada.id), external_id: "", organization_id: "0" },
      event: { identity: { type: "phone_number", value: "+442079460123" } },
    });
  });

  test("an app's token verifies against the published key", async () => {
    const { appId, installationId } = zendesk.addAppInstallation();
    const token = zendesk.signAppToken({ appId, installationId, userId: admin.id, location: "nav_bar" });
    const pem = await (await fetch(`${zendesk.url}/api/v2/apps/${appId}/public_key.pem`)).text();
    const [head, payload, signature] = token.split(".");
    const verify = createVerify("RSA-SHA256").update(`${head}.${payload}`);
    expect(verify.verify(createPublicKey(pem), signature ?? "", "base64url")).toBe(true);
  });
});

test("what people do by hand shows up in the API", async () => {
  const zd = await signIn(zendesk);
  const ada = zendesk.addUser({ name: "Ada Morris", phone: "+442079460123" });
  const ticket = zendesk.addTicket({ requesterId: ada.id, subject: "Where is my order?", status: "open" });
  zendesk.setTicketStatus(ticket.id, "closed");
  zendesk.updateUser(ada.id, { name: "Ada Moreau", numbers: ["+15550100201"] });
  expect((await zd.get(`/api/v2/tickets/${ticket.id}`)).body).toMatchObject({ ticket: { status: "closed" } });
  const shown = await zd.get(`/api/v2/users/show_many?ids=${ada.id}&include=identities`);
  expect(shown.body).toMatchObject({
    users: [{ name: "Ada Moreau", phone: "+442079460123" }],
    identities: [
      { value: "+442079460123", primary: true },
      { value: "+15550100201", primary: false },
    ],
  });
  expect(zendesk.unexpected()).toEqual([]);
});

test("the pages for people show tickets with everything escaped", async () => {
  const zd = await signIn(zendesk);
  const user = zendesk.addUser({ name: "<b>Ada</b>", phone: "+442079460123" });
  await zd.post("/api/v2/tickets", {
    ticket: { subject: "<script>", requester_id: user.id, comment: { body: "<i>hm</i>", public: false } },
  });
  for (const path of ["/agent", "/agent/tickets/9001", "/agent/users", `/agent/users/${user.id}`]) {
    const response = await fetch(zendesk.url + path);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).not.toMatch(/<b>Ada|<script>|<i>hm/);
    expect(html).toContain("Ada");
  }
});
