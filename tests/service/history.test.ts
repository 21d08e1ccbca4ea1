import { randomUUID } from "node:crypto";
import { CallsPage, CallView, People, Person } from "@deskline/shared/app";
import { callWith } from "@deskline/service/tickets/core/sample-call";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { World } from "../world/world.ts";

let world: World;
let kristin = "";
let marcus = "";
/** Another integration of the same deployment. */
let elsewhere = "";

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url } });
  kristin = await world.session("kristin.hale@example.com");
  marcus = await world.session("marcus.webb@example.com");
  const [other] = await world.query<{ id: string }>(
    "insert into integrations (key, name, default_country, quiet_ms, awaiting_ms) values ('elsewhere', 'Other', 'US', 0, 0) returning id",
  );
  elsewhere = other?.id ?? "";
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

type Past = {
  at: number;
  key?: string | null;
  user?: number | null;
  byHand?: boolean;
  ticket?: number | null;
  extensions?: string[];
  direction?: "inbound" | "outbound" | "internal";
  outcome?: "answered" | "no_answer" | "voicemail" | null;
  integrationId?: string;
};

/** A call of the past, as the service would have kept it. */
async function past(call: Past): Promise<string> {
  const { direction = "inbound", outcome = "answered", key = null, extensions = ["2005"] } = call;
  const summary = callWith({ direction, outcome, startedAt: call.at, outsideNumber: key });
  const [row] = await world.query<{ id: string }>(
    `insert into calls (integration_id, pbx_call_id, summary, state, outcome, started_at, outside_key, contact_user_id,
       contact_by_hand, ticket_id, extensions, logging, settled_at)
     values ($1, $2, $3, 'ended', $4, $5, $6, $7, $8, $9, $10, 'not_wanted', now()) returning id`,
    [
      call.integrationId ?? world.integration.id,
      `past.${randomUUID()}`,
      JSON.stringify(summary),
      outcome,
      new Date(call.at),
      key,
      call.user ?? null,
      call.byHand ?? false,
      call.ticket ?? null,
      extensions,
    ],
  );
  return row?.id ?? "";
}

async function page(query: string, session = kristin): Promise<CallsPage> {
  const { status, body } = await world.api(session, "GET", `calls?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return CallsPage.parse(body);
}

async function ids(query: string, session = kristin): Promise<string[]> {
  return (await page(query, session)).calls.map((call) => call.id);
}

async function refusal(method: string, path: string, body?: unknown, session = kristin) {
  const answer = await world.api(session, method, path, body);
  return [answer.status, (answer.body as { code?: string }).code];
}

async function change(callId: string, what: string, body: unknown, session = kristin): Promise<CallView> {
  const answer = await world.api(session, "PUT", `calls/${callId}/${what}`, body);
  expect(answer).toMatchObject({ status: 200 });
  return CallView.parse(answer.body);
}

async function stepsOf(callId: string): Promise<string[]> {
  const rows = await world.query<{ step: string }>(
    "select step from call_trace where call_id = $1 order by id",
    [callId],
  );
  return rows.map((row) => row.step);
}

const noon = Date.parse("2026-09-21T12:00:00Z");
const minute = 60_000;

describe("pages", () => {
  test("hold every call once, though calls begin at one instant and new ones come meanwhile", async () => {
    const made: string[] = [];
    for (let i = 0; i < 23; i += 1) made.push(await past({ at: noon + Math.floor(i / 5), user: 501 }));
    const seen: string[] = [];
    let before = "";
    do {
      const { calls, next } = await page(`user=501&limit=5${before}`);
      seen.push(...calls.map((call) => call.id));
      await past({ at: noon + minute, user: 501 });
      before = next === null ? "" : `&before=${next}`;
    } while (before !== "");
    expect([...seen].sort()).toEqual([...made].sort());
    expect(new Set(seen).size).toBe(23);
    const newest = (await page("user=501&limit=100")).calls;
    expect(newest.map((call) => call.startedAt)).toEqual(
      newest.map((call) => call.startedAt).sort((a, b) => b - a),
    );
    expect(newest).toHaveLength(28);
  });

  test("of somebody whose number they are too hold each call once, and none that is said to be another's", async () => {
    const key = "+12125550177";
    const theirs: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      const id = await past({
        at: noon + i,
        key,
        user: [503, null, 504][i % 3] ?? null,
        byHand: i % 3 !== 1,
      });
      if (i % 3 !== 2) theirs.unshift(id);
    }
    const seen: string[] = [];
    for (let before: string | null = ""; before !== null;) {
      const { calls, next }: CallsPage = await page(
        `user=503&numbers=${encodeURIComponent(key)}&limit=3${before}`,
      );
      seen.push(...calls.map((call) => call.id));
      before = next === null ? null : `&before=${next}`;
    }
    expect(seen).toEqual(theirs);
  });

  test("end where the calls do, also when the last page is full", async () => {
    for (let i = 0; i < 4; i += 1) await past({ at: noon + i, user: 502 });
    const first = await page("user=502&limit=2");
    const second = await page(`user=502&limit=2&before=${first.next}`);
    expect([first.calls.length, second.calls.length, second.next]).toEqual([2, 2, null]);
  });

  test.each([
    ["calls", "calls_of_whom"],
    ["calls?mine=false", "calls_of_whom"],
    ["calls?mine=true&user=501", "calls_of_whom"],
    ["calls?user=501&ticket=36", "calls_of_whom"],
    ["calls?user=501&before=yesterday", "cursor_wrong"],
    [`calls?user=501&before=${encodeURIComponent("1'; drop table calls --")}`, "cursor_wrong"],
    ["calls?user=501&before=", "cursor_wrong"],
    ["calls?user=501&limit=0", "input_wrong"],
    ["calls?user=501&limit=101", "input_wrong"],
    ["calls?user=somebody", "input_wrong"],
    ["calls?user=501&only=answered", "input_wrong"],
  ])("%s is refused", async (path, code) => {
    expect(await refusal("GET", path)).toEqual([400, code]);
  });

  test("nothing is told without a session", async () => {
    const answer = await world.api(null, "GET", "calls?user=501");
    expect(answer.status).toBe(401);
  });
});

describe("a user's calls", () => {
  test("are those known to be theirs and those of their numbers, in whatever spelling", async () => {
    const known = await past({ at: noon + 5, user: 510, key: null });
    const first = await past({ at: noon + 4, key: "+12125550123" });
    const second = await past({ at: noon + 3, key: "+442079460123" });
    const third = await past({ at: noon + 2, key: "5503311" });
    const both = await past({ at: noon + 1, user: 510, key: "+12125550123" });
    await past({ at: noon, key: "+12125550124" });
    const numbers = encodeURIComponent("(212) 555-0123,+1 212 555 0123,0044 20 7946 0123,550-3311");
    expect(await ids(`user=510&numbers=${numbers}`)).toEqual([known, first, second, third, both]);
    expect(await ids(`user=510&numbers=${encodeURIComponent("%,_,*")}`)).toEqual([known, both]);
  });

  test("are not those that somebody said to be another's, and are those that were merely found to be", async () => {
    const said = await past({ at: noon + 3, user: 521, byHand: true, key: "+12125550130" });
    const found = await past({ at: noon + 2, user: 522, key: "+12125550130" });
    const theirs = await past({ at: noon + 1, user: 520, byHand: true, key: "+12125550130" });
    expect(await ids("user=520&numbers=%2B12125550130")).toEqual([found, theirs]);
    expect(await ids("user=521&numbers=%2B12125550130")).toEqual([said, found]);
    expect(await ids("numbers=%2B12125550130")).toEqual([said, found, theirs]);
  });

  test("of another integration never show, whatever is asked", async () => {
    const own = await past({ at: noon, user: 530, key: "+12125550131", ticket: 7001 });
    const strange = await past({
      at: noon,
      user: 530,
      key: "+12125550131",
      ticket: 7001,
      extensions: ["2007"],
      integrationId: elsewhere,
    });
    expect(await ids("user=530&numbers=%2B12125550131")).toEqual([own]);
    expect(await ids("ticket=7001")).toEqual([own]);
    const ana = await world.session("ana.torres@example.com");
    expect(await ids("mine=true", ana)).toEqual([]);
    const refused = [404, "call_unknown"];
    expect(await refusal("GET", `calls/${strange}`)).toEqual(refused);
    const note = { text: "x", disposition: null };
    expect(await refusal("PUT", `calls/${strange}/note`, note)).toEqual(refused);
    expect(await refusal("PUT", `calls/${strange}/ticket`, { ticketId: null })).toEqual(refused);
    expect(await refusal("PUT", `calls/${strange}/contact`, { userId: 530 })).toEqual(refused);
    expect(await world.query("select 1 from call_notes where call_id = $1", [strange])).toEqual([]);
  });
});

test("missed calls are the inbound ones that nobody answered, of a user as of an agent", async () => {
  await past({ at: noon + 5, user: 540, outcome: "answered" });
  const unanswered = await past({ at: noon + 4, user: 540, outcome: "no_answer", extensions: ["2006"] });
  const voicemail = await past({
    at: noon + 3,
    key: "+12125550132",
    outcome: "voicemail",
    extensions: ["2006"],
  });
  await past({ at: noon + 2, user: 540, direction: "outbound", outcome: "no_answer", extensions: ["2006"] });
  await past({ at: noon + 1, user: 540, outcome: null, extensions: ["2006"] });
  expect(await ids("user=540&numbers=2125550132&only=missed")).toEqual([unanswered, voicemail]);
  expect(await ids("mine=true&only=missed", marcus)).toEqual([unanswered, voicemail]);
});

describe("an agent's own calls", () => {
  test("are those the extension took part in, calls between extensions too", async () => {
    const [newest] = await ids("mine=true&limit=1", marcus);
    const at = noon + 10 * minute;
    const internal = await past({ at, direction: "internal", extensions: ["2005", "2006"] });
    const other = await past({ at: at + 1, direction: "internal", extensions: ["2005", "2007"] });
    expect(await ids("mine=true&limit=2", marcus)).toEqual([internal, newest]);
    expect(await ids("mine=true&limit=2")).toEqual([other, internal]);
    expect(await refusal("GET", `calls/${other}`, undefined, marcus)).toEqual([404, "call_unknown"]);
    expect((await world.api(marcus, "GET", `calls/${internal}`)).status).toBe(200);
    expect(await refusal("PUT", `calls/${internal}/contact`, { userId: world.customer.id })).toEqual([
      409,
      "call_internal",
    ]);
  });

  test("are none without an extension", async () => {
    world.zendesk.addUser({ name: "Nora Unbound", email: "nora@example.com", role: "agent" });
    expect(await ids("mine=true", await world.session("nora@example.com"))).toEqual([]);
  });

  test("follow when the extensions of a call or its start become known", async () => {
    const id = await past({ at: noon + 20 * minute, extensions: [] });
    expect(await ids("mine=true&limit=1", marcus)).not.toEqual([id]);
    await world.query("update calls set extensions = '{2006,2007}' where id = $1", [id]);
    expect(await ids("mine=true&limit=1", marcus)).toEqual([id]);
    await world.query("update calls set started_at = $2, extensions = '{2006}' where id = $1", [
      id,
      new Date(noon - minute),
    ]);
    expect(await ids("mine=true&limit=1", marcus)).not.toEqual([id]);
    expect((await ids("mine=true&limit=100", marcus)).at(-1)).toBe(id);
    expect(await ids("mine=true", await world.session("ana.torres@example.com"))).not.toContain(id);
  });
});

describe("a note", () => {
  const save = (callId: string, note: object, session?: string) =>
    change(callId, "note", { disposition: null, ...note }, session);

  test("is saved by whoever writes it, the last word counts, and the trace stays short", async () => {
    const id = await past({ at: noon, user: 550 });
    const first = await save(id, { text: "Wants" });
    expect(first.note).toMatchObject({ text: "Wants", disposition: null });
    const again = await save(id, { text: "Wants" });
    expect(again).toEqual(first);
    const more = await save(id, { text: "Wants a refund", disposition: "Follow up" });
    expect(more.note).toMatchObject({ text: "Wants a refund", disposition: "Follow up" });
    expect(more.revision).toBeGreaterThan(first.revision);
    await save(id, { text: "Wants a refund.", disposition: "Follow up" });
    expect(await stepsOf(id)).toEqual(["note_saved", "note_saved"]);
    expect((await page("user=550")).calls[0]?.note?.text).toBe("Wants a refund.");
  });

  test("of another agent is not overwritten unless it was read", async () => {
    const id = await past({ at: noon, user: 551 });
    const { note } = await save(id, { text: "by Kristin" });
    const refused = [409, "note_changed"];
    const mine = { text: "by Marcus", disposition: null };
    expect(await refusal("PUT", `calls/${id}/note`, mine, marcus)).toEqual(refused);
    const older = { ...mine, knownSavedAt: (note?.savedAt ?? 0) - 1 };
    expect(await refusal("PUT", `calls/${id}/note`, older, marcus)).toEqual(refused);
    const read = { ...mine, knownSavedAt: note?.savedAt };
    expect((await save(id, read, marcus)).note?.text).toBe("by Marcus");
    expect(await refusal("PUT", `calls/${id}/note`, { text: "by Kristin again", disposition: null })).toEqual(
      refused,
    );
  });

  test.each([
    [{ text: "x", disposition: "Sold a boat" }, [422, "disposition_unknown"]],
    [{ text: "x".repeat(5001), disposition: null }, [400, "input_wrong"]],
    [{ disposition: null }, [400, "input_wrong"]],
  ])("%# is refused", async (note, expected) => {
    const id = await past({ at: noon, user: 552 });
    expect(await refusal("PUT", `calls/${id}/note`, note)).toEqual(expected);
  });

  test("of nothing is none", async () => {
    const id = await past({ at: noon, user: 553 });
    expect((await save(id, { text: "" })).note).toBeNull();
    expect(await refusal("PUT", "calls/not-a-call/note", { text: "", disposition: null })).toEqual([
      404,
      "call_unknown",
    ]);
  });
});

describe("people", () => {
  const search = async (q: string) => {
    const { status, body } = await world.api(kristin, "GET", `people?q=${encodeURIComponent(q)}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return People.parse(body).people;
  };

  test("are found by parts of their names, end users first, with all their numbers", async () => {
    const agent = world.zendesk.addUser({ name: "Dana Fisher", role: "agent" });
    const user = world.zendesk.addUser({
      name: "Dána Fischer",
      phone: "+12125550140",
      numbers: ["+12125550141"],
    });
    world.zendesk.addUser({ name: "Dana Fisk", active: false });
    expect(await search("dana fis")).toEqual([{ userId: agent.id, name: "Dana Fisher", numbers: [] }]);
    expect(await search("Dána")).toEqual([
      { userId: user.id, name: "Dána Fischer", numbers: ["+12125550140", "+12125550141"] },
    ]);
    world.zendesk.addUser({ name: "Fischer", role: "agent" });
    expect((await search("fisc")).map((one) => one.name)).toEqual(["Dána Fischer", "Fischer"]);
  });

  test("are found by parts of any number, however it is written", async () => {
    const { id } = world.zendesk.addUser({
      name: "Numa Cole",
      phone: "+12125550150",
      numbers: ["(212) 555-0151"],
    });
    for (const typed of ["+1 212 555 0150", "212.555.0151", "5550151", "50150"])
      expect((await search(typed)).map((one) => one.userId)).toEqual([id]);
  });

  test("are twenty at most, and none for a single letter, which is not asked for", async () => {
    for (let i = 0; i < 25; i += 1) world.zendesk.addUser({ name: `Crowd ${i}` });
    expect(await search("crowd")).toHaveLength(20);
    world.zendesk.clearRequests();
    for (const nothing of ["", "c", '"', "***", "-:"]) expect(await search(nothing)).toEqual([]);
    expect(world.zendesk.requests().filter((one) => one.path.includes("search"))).toEqual([]);
  });

  test.each([
    'crowd" role:admin "',
    "role:admin",
    "-crowd",
    "crowd OR type:ticket",
    "name:*",
    "(crowd)\u0000",
    "crowd created>2000-01-01",
    "'; drop table users; --",
    "${jndi:ldap://x}",
    "ç̃\u202Ecrowd",
  ])("%j is no more than words to Zendesk", async (hostile) => {
    world.zendesk.clearRequests();
    await search(hostile);
    const queries = world.zendesk.requests().flatMap((one) => one.query["query"] ?? []);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toMatch(/^[\p{L}\p{M}\p{N}]+\*( [\p{L}\p{M}\p{N}]+\*)*$/u);
  });

  test("cannot be searched while Zendesk is out of order, and the answer says so", async () => {
    world.zendesk.faults.add({ path: /search/, do: { kind: "html", status: 503 } });
    expect(await refusal("GET", "people?q=crowd")).toEqual([503, "zendesk_unreachable"]);
    world.zendesk.faults.add({
      path: /search/,
      do: { kind: "status", status: 403, body: { error: "Forbidden" } },
    });
    expect(await refusal("GET", "people?q=crowd")).toEqual([502, "zendesk_refused"]);
  });
});

describe("a new contact", () => {
  const make = async (name: string, number: string) => {
    const { status, body } = await world.api(kristin, "POST", "people", { name, number });
    return { status, person: status < 300 ? Person.parse(body) : null, body };
  };
  const named = (name: string) => world.zendesk.users().filter((user) => user.name === name);

  test("is made once, with the number as their own", async () => {
    const first = await make("Ines Neu", "(212) 555-0160");
    expect(first).toMatchObject({ status: 201, person: { name: "Ines Neu", numbers: ["+12125550160"] } });
    const second = await make("Ines Again", "+12125550160");
    expect(second).toMatchObject({ status: 200, person: { userId: first.person?.userId } });
    expect(named("Ines Again")).toEqual([]);
    expect(named("Ines Neu")).toMatchObject([
      { role: "end-user", phone: "+12125550160", sharedPhone: false },
    ]);
  });

  test("is made once though Zendesk drops the answer", async () => {
    world.zendesk.faults.add({ method: "POST", path: /\/users$/, do: { kind: "drop_after" } });
    expect((await make("Lost Answer", "+12125550161")).status).toBe(503);
    const again = await make("Lost Answer", "+12125550161");
    expect(again.status).toBe(200);
    expect(named("Lost Answer")).toMatchObject([{ id: again.person?.userId }]);
  });

  test("takes a shared number from nobody", async () => {
    for (const name of ["Ann Desk", "Bob Desk"])
      world.zendesk.addUser({ name, phone: "+12125550162", sharedPhone: true });
    const made = await make("Cleo Desk", "+12125550162");
    expect(made.status).toBe(201);
    expect(named("Cleo Desk")).toMatchObject([{ phone: "+12125550162", sharedPhone: true }]);
    expect(await make("cleo desk", "2125550162")).toMatchObject({
      status: 200,
      person: { userId: made.person?.userId },
    });
  });

  test.each([
    ["anonymous", 422, "number_malformed"],
    ["12", 422, "number_malformed"],
    ["<script>", 422, "number_malformed"],
  ])("with the number %s is refused", async (number, status, code) => {
    expect(await make("No Number", number)).toMatchObject({ status, body: { code } });
    expect(named("No Number")).toEqual([]);
  });

  test("needs a name", async () => {
    expect(await make("   ", "+12125550163")).toMatchObject({ status: 400, body: { code: "input_wrong" } });
  });
});

test("in a busy office too, a page is read from the end of an index", async () => {
  await world.query(
    `insert into calls (integration_id, pbx_call_id, summary, state, outcome, started_at, outside_key, extensions, logging)
     select $1, 'busy.' || i, '{"direction":"inbound"}', 'ended', 'answered', timestamptz '2026-01-01' + i * interval '1 second',
       '+1212556' || (i % 500), array[(3000 + i % 100)::text], 'not_wanted' from generate_series(1, 20000) i`,
    [elsewhere],
  );
  await world.query("vacuum analyze calls, call_extensions");
  const plans: Record<string, string> = {
    calls_of_number:
      "select id from calls where integration_id = $1 and outside_key = '+1212556007' and started_at is not null order by started_at desc, id desc limit 21",
    missed_calls_of_number:
      "select id from calls where integration_id = $1 and outside_key = '+1212556007' and missed and started_at is not null order by started_at desc, id desc limit 21",
    calls_of_user:
      "select id from calls where integration_id = $1 and contact_user_id = 7 and started_at is not null order by started_at desc, id desc limit 21",
    calls_of_extension:
      "select call_id from call_extensions where integration_id = $1 and extension = '3007' and (started_at, call_id) < (now(), gen_random_uuid()) order by started_at desc, call_id desc limit 21",
  };
  // Whose a call of the number is stands in the index too: none is fetched only to be left out.
  const ofNumberBesideUser =
    "select id from calls where integration_id = $1 and outside_key = '+1212556007' and (not contact_by_hand or contact_user_id is not distinct from 7) and started_at is not null order by started_at desc, id desc limit 21";
  for (const [index, statement] of [
    ...Object.entries(plans),
    ["Index Only Scan using calls_of_number", ofNumberBesideUser],
  ] as const) {
    const rows = await world.query<{ "QUERY PLAN": string }>(`explain ${statement}`, [elsewhere]);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  }
});
