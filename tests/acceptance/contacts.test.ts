import { createHmac } from "node:crypto";
import { RememberedNumbers } from "@deskline/shared/admin-contacts";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import type { ConsoleClient } from "../world/console-client.ts";
import { ContactsDesk } from "../world/contacts-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { FaultAction } from "../world/zendesk/server/faults.ts";
import type { NewUser } from "../world/zendesk/simulator.ts";

/** Zendesk's search, as it is on a bad day: who is new is not shown for the whole of this. */
const lagMs = 30 * 60_000;

const shared = "+12125550188";
const people: NewUser[] = [
  { name: "Dana Direct", phone: "+12125550100", numbers: ["+12125550101", "(212) 555-0102"] },
  { name: "Gwen Abroad", phone: "020 7946 0990" },
  { name: "Shared Only", phone: "+12125550150", sharedPhone: true },
  { name: "Its Owner", phone: "+12125550150" },
  { name: "Asleep", phone: "+12125550151", sharedPhone: true, suspended: true },
  { name: "Awake", phone: "+12125550151", sharedPhone: true },
  { name: "Extended", phone: "+12125550152x55" },
  { name: "Agent At Home", phone: "+12125550153", role: "agent" },
  { name: "Full Width", phone: "＋１２１２５５５０１５４" },
  { name: "Long gone", phone: "+12125550155", active: false },
  {
    name: "Forty Numbers",
    numbers: Array.from({ length: 40 }, (_, i) => `+1213555${String(100 + i).padStart(4, "0")}`),
  },
  { name: `مرحبا ${"x".repeat(500)}`, phone: "+12125550156" },
  { name: "<b>Bold</b>\u0000\u0007 \u202eevil", phone: "+12125550157" },
  ...Array.from({ length: 300 }, (_, i) => ({ name: `Employee ${i}`, phone: shared, sharedPhone: true })),
];

let world: World;
let desk: ContactsDesk;
let admin: ConsoleClient;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({
    storage: { databaseUrl: database.url },
    app: "stand_in",
    contacts: "indexed",
    people,
    zendesk: { searchIndexDelayMs: lagMs, exportPageSize: 50, highVolume: true },
  });
  desk = await ContactsDesk.of(world);
  admin = desk.operator;
});
afterAll(() => world?.close());
beforeEach(() => world.zendesk.clearRequests());

const kristin = "kristin.hale@example.com";
const settings = (body: object) => ask("PATCH", "/settings", body);

const ask: ContactsDesk["ask"] = (...asked) => desk.ask(...asked);
const tested = (number: string) => desk.tested(number);

type Row = { id: string; logging: string; logging_reason: string | null; ticket_id: string | null };

async function rowOf(callId: string): Promise<Row | undefined> {
  return (await world.query<Row>("select * from calls where pbx_call_id = $1", [callId]))[0];
}

/** Calls Kristin, who takes it. */
function callFrom(from: string): string {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.wait(5);
  call.hangUp(from);
  return call.callId;
}

/** What became of a call: the requester of its ticket, or the reason why there is none. */
async function fateOf(callId: string): Promise<number | string | null> {
  await until(`call ${callId} to be decided`, async () => {
    const row = await rowOf(callId);
    return row !== undefined && row.logging !== "pending";
  });
  const row = await rowOf(callId);
  const ticket = world.zendesk.tickets().find((one) => String(one.id) === row?.ticket_id);
  return ticket?.requesterId ?? row?.logging_reason ?? null;
}

/** What was asked, but for what is asked from time to time of itself. */
const asked = () =>
  world.zendesk
    .requests()
    .filter((one) => !one.path.endsWith("/tickets/requested") && !one.path.includes("/incremental/"))
    .map((one) => `${one.method} ${one.path}`);

const user = (name: string) => {
  const found = world.zendesk.users().find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};

const readAgain = () =>
  until("everybody to be read", async () => (await ask("GET", "")).index.reading === null);
/** As if the reading had begun before the minute that Zendesk holds back. */
const longAgo = () =>
  world.query(
    "update contact_index set begun_at = begun_at - interval '2 minutes', read_at = read_at - interval '1 hour'",
  );

const newsRead = () =>
  until("all news to be read", async () => (await world.query("select 1 from contact_news")).length === 0);

describe("who has a number is known without a question to Zendesk", () => {
  test.each([
    ["+12125550100", "one", "Dana Direct", "same_number"],
    ["212.555.0101", "one", "Dana Direct", "same_number"],
    ["0012125550102", "one", "Dana Direct", "same_number"],
    ["tel:+1-212-555-0102", "one", "Dana Direct", "same_number"],
    ["２１２-５５５-０１０１", "one", "Dana Direct", "same_number"],
    ["+12125550100x7", "one", "Dana Direct", "same_but_for_extension"],
    ["+442079460990", "one", "Gwen Abroad", "same_last_digits"],
    ["+12125550150", "one", "Its Owner", "same_number"],
    ["+12125550151", "one", "Awake", "same_shared_number"],
    ["+12125550152", "one", "Extended", "same_but_for_extension"],
    ["+12125550153", "one", "Agent At Home", "same_number"],
    ["+12125550154", "one", "Full Width", "same_number"],
    ["+12125550155", "none", null, null],
    ["+12135550139", "one", "Forty Numbers", "same_number"],
    ["+12125550157", "one", "<b>Bold</b> \u202eevil", "same_number"],
    ["5503309", "one", "Phillip Huff", "same_number"],
    [shared, "several", null, null],
    ["+12125550199", "none", null, null],
    ["anonymous", "withheld", null, null],
    ["", "withheld", null, null],
    ["+", "malformed", null, null],
    ["0", "malformed", null, null],
    ["*43", "malformed", null, null],
    ["123", "none", null, null],
    ["123456789012345678901234567890", "malformed", null, null],
    ["sip:eve@example.com", "malformed", null, null],
    ["📞🙂", "malformed", null, null],
    ["2005", "internal", null, null],
  ])("%s: %s", async (number, result, name, why) => {
    const test = await tested(number);
    expect(test).toMatchObject({ result, contact: name === null ? null : { name, why } });
    expect(asked()).toEqual([]);
  });

  test("a name of five hundred letters is cut, and still is a name", async () => {
    const { contact } = await tested("+12125550156");
    expect(contact?.name).toMatch(/^مرحبا x{400,494}$/);
  });

  test("the console says how far it is", async () => {
    const { index } = await ask("GET", "");
    expect(index).toMatchObject({ state: "filled", webhook: "on", trouble: null, reading: null });
    expect(index.people).toBeGreaterThan(300);
    expect(index.numbers).toBeGreaterThan(index.people + 35);
  });

  test("the tester shows every step and what a call would do", async () => {
    const { steps, inbound } = await tested("+442079460990");
    expect(steps.map(({ step, result }) => [step, result])).toEqual([
      ["read", "passed"],
      ["number", "passed"],
      ["national", "passed"],
      ["last_digits", "decided"],
      ["search", "skipped"],
      ["remembered", "skipped"],
      ["several", "skipped"],
    ]);
    expect(inbound).toEqual({ does: "ticket", requester: "Gwen Abroad", reason: null });
    expect((await tested("+12125550199")).inbound).toMatchObject({ does: "ask", reason: "caller_unknown" });
  });

  test("a call costs one request", async () => {
    // With the first it is found out whether Zendesk keeps call records.
    await fateOf(callFrom("+12125550100"));
    world.zendesk.clearRequests();
    expect(await fateOf(callFrom("+12125550101"))).toBe(user("Dana Direct").id);
    expect(asked()).toEqual(["POST /api/v2/tickets"]);
  });

  test("and its trace says why it was this one", async () => {
    const callId = callFrom("+12125550102");
    await fateOf(callId);
    const steps = await world.query(
      "select t.detail from call_trace t join calls c on c.id = t.call_id where c.pbx_call_id = $1 and t.step = 'identified'",
      [callId],
    );
    expect(steps).toMatchObject([{ detail: { result: "one", why: "same_number", from: "index" } }]);
  });
});

describe("while it rings, who is known here is told without Zendesk's help", () => {
  const rings = async (trouble: FaultAction): Promise<unknown> => {
    world.zendesk.faults.add({ path: /\/tickets\/requested/, times: 9, do: trouble });
    const call = world.pbx.inbound({ from: "+12125550100", did: "1000", to: "2005" });
    call.ring("2005");
    const candidates = async () =>
      (
        await world.query<{ candidates: unknown }>("select candidates from calls where pbx_call_id = $1", [
          call.callId,
        ])
      )[0]?.candidates ?? null;
    await until("the caller to be told", async () => (await candidates()) !== null);
    world.zendesk.faults.clear();
    call.hangUp();
    return candidates();
  };

  test.each<FaultAction>([{ kind: "status", status: 503 }, { kind: "hang" }, { kind: "drop_before" }])(
    "of its tickets it says nothing: $kind",
    async (trouble) => {
      expect(await rings(trouble)).toMatchObject([{ name: "Dana Direct", openTicketId: null }]);
    },
  );
});

describe("a number of more people than can be told apart", () => {
  const many = "+12125550189";

  test("is whose an agent said that it is, and an agent's new contact shares it", async () => {
    const { id } = world.integration;
    const ids = "from generate_series(1, 1001) as i";
    await world.query(
      `insert into contact_people (integration_id, user_id, name, role, updated_at, digest)
       select $1, i, 'Somebody ' || i, 'end-user', now(), '' ${ids}`,
      [id],
    );
    await world.query(
      `insert into contact_numbers (integration_id, user_id, place, number, source, shared, value, tail)
       select $1, i, 0, $2, 'phone', true, $2, reverse(substr($2, 2)) ${ids}`,
      [id, many],
    );
    expect(await tested(many)).toMatchObject({ result: "too_many" });
    const made = await world.api(await world.session(kristin), "POST", "people", {
      name: "One More",
      number: many,
    });
    expect(made.status).toBe(201);
    expect(user("One More")).toMatchObject({ phone: many, sharedPhone: true });
    await world.query(
      "insert into contact_choices (integration_id, number, user_id, name, agent_id, chosen_at) values ($1, $2, 7, 'Somebody 7', 1, now())",
      [id, many],
    );
    expect(await tested(many)).toMatchObject({ result: "one", contact: { name: "Somebody 7" } });
    await world.query("delete from contact_people where user_id <= 1001");
    await world.query("delete from contact_choices");
  });
});

describe("a number of three hundred people", () => {
  const candidates = "select jsonb_array_length(candidates) as count from calls where pbx_call_id = $1";

  test("nobody is guessed; whom the agent chooses is remembered for the number", async () => {
    const callId = callFrom(shared);
    expect(await fateOf(callId)).toBe("caller_ambiguous");
    expect(await world.query(candidates, [callId])).toEqual([{ count: 9 }]);
    const { id } = user("Employee 200");
    const session = await world.session(kristin);
    const chosen = await world.api(session, "PUT", `calls/${(await rowOf(callId))?.id}/contact`, {
      userId: id,
    });
    expect(chosen.status).toBe(200);
    await until("the ticket", async () => (await rowOf(callId))?.logging === "done");
    expect(await fateOf(callFrom(shared))).toBe(id);
    expect(await tested(shared)).toMatchObject({ result: "one", contact: { name: "Employee 200" } });
  });

  test("a contact that an agent makes of it shares it as well, and what is remembered stays so", async () => {
    const session = await world.session(kristin);
    const made = await world.api(session, "POST", "people", { name: "New Colleague", number: shared });
    expect(made.status).toBe(201);
    expect(user("New Colleague")).toMatchObject({ phone: shared, sharedPhone: true });
    expect(await tested(shared)).toMatchObject({ contact: { name: "Employee 200" } });
  });

  test("what is remembered is shown and can be forgotten, so that nobody is guessed again", async () => {
    const path = `integrations/${world.integration.id}/contacts/remembered`;
    const shown = async () => RememberedNumbers.parse((await admin.ask("GET", path)).body);
    expect(await shown()).toMatchObject({
      numbers: [{ number: shared, name: "Employee 200", userId: user("Employee 200").id, agent: kristin }],
      next: null,
    });
    for (const number of ["+12125550199", shared, shared])
      expect((await admin.ask("DELETE", path, { number })).status).toBe(200);
    expect((await shown()).numbers).toEqual([]);
    expect(await tested(shared)).toMatchObject({ result: "several" });
    const noted = await world.query(
      "select before from audit_log where action = 'contacts.number_forgotten'",
    );
    expect(noted).toEqual([{ before: { number: shared, name: "Employee 200" } }]);
  });

  test("or the setting decides", async () => {
    await settings({ several: "last_call" });
    expect(await tested(shared)).toMatchObject({ contact: { name: "Employee 200" } });
    world.zendesk.mergeUser(user("Employee 200").id, user("Employee 201").id);
    await until("the calls of one to count for the other", async () => {
      return (await tested(shared)).contact?.name === "Employee 201";
    });
    world.zendesk.updateUser(user("Employee 7").id, { name: "Employee Seven" });
    await settings({ several: "last_updated" });
    await until("the newest change to count", async () => {
      return (await tested(shared)).contact?.name === "Employee Seven";
    });
    await settings({ several: "nobody" });
    expect(await tested(shared)).toMatchObject({ result: "several" });
  });
});

describe("what Zendesk tells of", () => {
  const becomes = (number: string, name: string | null) =>
    until(`${number} to be ${name}`, async () => ((await tested(number)).contact?.name ?? null) === name);

  test("new, changed, suspended, deleted and merged users are known as they are", async () => {
    const first = world.zendesk.addUser({ name: "News One", phone: "+12125550160" });
    const second = world.zendesk.addUser({ name: "News Two", phone: "+12125550161" });
    await becomes("+12125550160", "News One");
    await becomes("+12125550161", "News Two");
    world.zendesk.updateUser(first.id, { phone: "+12125550162" });
    await becomes("+12125550160", null);
    await becomes("+12125550162", "News One");
    world.zendesk.updateUser(first.id, { suspended: true });
    await until("the suspension", async () => (await tested("+12125550162")).contact?.suspended === true);
    const callId = callFrom("+12125550161");
    expect(await fateOf(callId)).toBe(second.id);
    world.zendesk.mergeUser(second.id, first.id);
    await becomes("+12125550161", "News One");
    const gone = await world.query("select gone, merged_into from contact_people where user_id = $1", [
      second.id,
    ]);
    expect(gone).toEqual([{ gone: "merged", merged_into: String(first.id) }]);
    world.zendesk.deleteUser(first.id);
    await becomes("+12125550161", null);
  });

  test("told twice and in another order it comes to the same", async () => {
    const before = await world.query("select user_id, name, gone from contact_people order by user_id");
    await world.zendesk.repeatWebhooks();
    await newsRead();
    expect(await world.query("select user_id, name, gone from contact_people order by user_id")).toEqual(
      before,
    );
  });

  test("a webhook that somebody deletes in Zendesk is there again", async () => {
    const [placed] = world.zendesk.webhooks();
    world.zendesk.deleteWebhook(placed?.id ?? "");
    await ask("POST", "/read");
    await until("a webhook", () => Promise.resolve(world.zendesk.webhooks().length === 1));
    expect(world.zendesk.webhooks()).toMatchObject([{ endpoint: placed?.endpoint }]);
    await until("its secret to be kept", async () => {
      const [row] = await world.query<{ kept: boolean }>(
        "select webhook_seen_at is not null as kept from contact_index",
      );
      return row?.kept === true;
    });
    world.zendesk.addUser({ name: "Told Again", phone: "+12125550168" });
    await becomes("+12125550168", "Told Again");
  });

  test("what no webhook tells is read every few minutes", async () => {
    const { id } = world.zendesk.addUser({ name: "Quiet Change", phone: "+12125550163", sharedPhone: true });
    await becomes("+12125550163", "Quiet Change");
    world.zendesk.updateUser(id, { phone: "+12125550164", sharedPhone: true });
    await world.zendesk.webhooksSettled();
    world.passAtZendesk(61_000);
    await ask("POST", "/read");
    await becomes("+12125550164", "Quiet Change");
    expect(await tested("+12125550163")).toMatchObject({ result: "none" });
  });

  test("numbers in fields of the account's own count when the administrator names them", async () => {
    world.zendesk.addUserField({ key: "second_phone", title: "Second phone", type: "text" });
    world.zendesk.addUserField({ key: "vip", title: "VIP", type: "checkbox" });
    const fields = await admin.ask("GET", `integrations/${world.integration.id}/contacts/number-fields`);
    expect(fields.body).toEqual({ fields: [{ key: "second_phone", title: "Second phone" }] });
    const numbers = { second_phone: "(212) 555-0165" };
    const { id } = world.zendesk.addUser({
      name: "Of Two Phones",
      phone: "+12125550166",
      userFields: numbers,
    });
    await becomes("+12125550166", "Of Two Phones");
    expect(await tested("+12125550165")).toMatchObject({ result: "none" });
    world.passAtZendesk(61_000);
    await settings({ numberFields: ["second_phone"] });
    await becomes("+12125550165", "Of Two Phones");
    world.zendesk.updateUser(id, { userFields: { second_phone: "+12125550167" }, name: "Of Other Phones" });
    await becomes("+12125550167", "Of Other Phones");
    await becomes("+12125550165", null);
    await longAgo();
    await world.query("update contact_index set next_at = now()");
    await ask("POST", "/read");
    await readAgain();
  });

  test("numbers are read as those of another country when the PBX is said to be there", async () => {
    const pbx = (country: string) =>
      admin.ask("PUT", `integrations/${world.integration.id}/pbx`, { country });
    expect(await tested("020 7946 0990")).toMatchObject({ read: { value: "02079460990" } });
    expect((await pbx("GB")).status).toBe(200);
    await ask("POST", "/read");
    await until("the same number in that country", async () => {
      const { steps, contact } = await tested("+442079460990");
      return (
        contact?.name === "Gwen Abroad" &&
        steps.some(({ step, result }) => step === "number" && result === "decided")
      );
    });
    expect((await pbx("US")).status).toBe(200);
    await ask("POST", "/read");
    await becomes("+12125550100", "Dana Direct");
  });

  test("only what is signed with the webhook's secret, just now, is heard", async () => {
    const url = `${world.service.url}/zendesk/${world.integration.key}/events`;
    const post = async (to: string, body: string, headers: Record<string, string>) => {
      const answer = await fetch(to, { method: "POST", body, headers });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    const sign = (body: string, at: string) => ({
      "x-zendesk-webhook-signature": createHmac("sha256", "guessed")
        .update(at + body)
        .digest("base64"),
      "x-zendesk-webhook-signature-timestamp": at,
    });
    const now = new Date().toISOString();
    expect(await post(url, "{}", {})).toEqual([401, "signature_missing"]);
    expect(await post(url, "{}", sign("{}", now))).toEqual([401, "signature_wrong"]);
    expect(await post(`${world.service.url}/zendesk/nobody/events`, "{}", sign("{}", now))).toEqual([
      404,
      "integration_unknown",
    ]);
    expect(await world.query("select 1 from contact_news")).toEqual([]);
  });
});

describe("a caller whose number is withheld", () => {
  test("gets a ticket of the fallback requester, once one is named, or none; and never is a contact", async () => {
    const before = world.zendesk.users().length;
    expect(await fateOf(callFrom("anonymous"))).toBe("caller_withheld");
    const { id } = user("Grace Outside");
    await settings({ fallbackRequesterId: id });
    expect(await fateOf(callFrom("anonymous"))).toBe(id);
    expect(await fateOf(callFrom("*43"))).toBe(id);
    expect((await tested("anonymous")).inbound).toMatchObject({
      does: "fallback",
      requester: "Grace Outside",
    });
    await settings({ withheld: "no_ticket" });
    expect(await fateOf(callFrom("anonymous"))).toBe("caller_withheld");
    expect(world.zendesk.users()).toHaveLength(before);
  });

  test("of whoever the fallback requester was merged into, and of nobody once deleted", async () => {
    const first = world.zendesk.addUser({ name: "Front Desk" });
    const second = world.zendesk.addUser({ name: "Other Desk", phone: "+12125550190" });
    await settings({ withheld: "fallback", fallbackRequesterId: first.id });
    world.zendesk.mergeUser(first.id, second.id);
    await newsRead();
    expect(await fateOf(callFrom("anonymous"))).toBe(second.id);
    const third = world.zendesk.addUser({ name: "Third Desk" });
    await settings({ fallbackRequesterId: third.id });
    world.zendesk.deleteUser(third.id);
    await newsRead();
    expect(await fateOf(callFrom("anonymous"))).toBe("caller_withheld");
    await settings({ withheld: "no_ticket" });
  });

  test("a requester who does not exist is refused", async () => {
    const path = `integrations/${world.integration.id}/contacts/settings`;
    expect(await admin.ask("PATCH", path, { fallbackRequesterId: 1 })).toMatchObject({
      status: 404,
      body: { code: "person_unknown" },
    });
    for (const nameTemplate of ["{{nmber}}", "{{number"])
      expect(await admin.ask("PATCH", path, { nameTemplate })).toMatchObject({
        status: 422,
        body: { code: "template_wrong" },
      });
    for (const wrong of [{ lastDigits: 3 }, { several: "all" }, { nameTemplate: " " }, { tags: ["a b"] }])
      expect(await admin.ask("PATCH", path, wrong)).toMatchObject({ status: 400 });
  });
});

describe("an unknown number becomes a contact", () => {
  const number = "+12125550170";
  const named = (name: string) => world.zendesk.users().filter((one) => one.name === name);

  test("not as long as nobody wants it", async () => {
    expect(await fateOf(callFrom(number))).toBe("caller_unknown");
    expect(named(`Automatic New Contact ${number}`)).toEqual([]);
  });

  test("with one request more than a known one", async () => {
    await settings({ createInbound: true, tags: ["from_pbx"] });
    expect((await tested(number)).inbound).toMatchObject({
      does: "create",
      requester: `Automatic New Contact ${number}`,
    });
    world.zendesk.clearRequests();
    const fate = await fateOf(callFrom(number));
    const [made] = named(`Automatic New Contact ${number}`);
    expect(made).toMatchObject({ id: fate, role: "end-user", phone: number, tags: ["from_pbx"] });
    await world.zendesk.webhooksSettled();
    await newsRead();
    expect(asked()).toEqual(["POST /api/v2/users", "POST /api/v2/tickets"]);
    const [sent] = world.zendesk.requests().filter((one) => one.path === "/api/v2/users");
    expect(sent?.body).toMatchObject({ user: { skip_verify_email: true, role: "end-user" } });
  });

  test("for what is dialled only when that is wanted", async () => {
    const dialled = "+12125550171";
    expect((await tested(dialled)).outbound).toMatchObject({ does: "ask" });
    await settings({ createOutbound: true, createInbound: false, nameTemplate: "Dialled {{ number }}" });
    const call = world.pbx.outbound({ extension: "2005", to: dialled });
    call.remoteRings();
    call.remoteAnswers();
    call.wait(3);
    call.hangUp("2005");
    const fate = await fateOf(call.callId);
    expect(named(`Dialled ${dialled}`)).toMatchObject([{ id: fate }]);
    await settings({ createInbound: true, nameTemplate: "New {{number}}" });
  });

  test("also by an agent, who dialled it with what gets an outside line", async () => {
    const pbx = `integrations/${world.integration.id}/pbx`;
    const rules = { stripPlus: false, internationalPrefix: "", outsidePrefix: "" };
    expect(await admin.ask("PUT", pbx, { dialRules: { ...rules, outsidePrefix: "9" } })).toMatchObject({
      status: 200,
    });
    const input = { name: "Dialled By Hand", number: "92125550177" };
    await until(
      "the rules to count",
      async () => (await tested(input.number)).read?.value === "+12125550177",
    );
    expect((await world.api(await world.session(kristin), "POST", "people", input)).status).toBe(201);
    expect(named(input.name)).toMatchObject([{ phone: "+12125550177" }]);
    expect((await admin.ask("PUT", pbx, { dialRules: rules })).status).toBe(200);
  });

  test("never a number that is none", async () => {
    const before = world.zendesk.users().length;
    for (const from of ["911", "123", "*43", "sip:eve@example.com", "1".repeat(30)])
      expect(await fateOf(callFrom(from))).toMatch(/caller_unknown|number_malformed/);
    expect(world.zendesk.users()).toHaveLength(before);
  });

  test("once, though Zendesk's answer gets lost", async () => {
    const lost = "+12125550172";
    world.zendesk.faults.add({ method: "POST", path: /\/users$/, do: { kind: "drop_after" } });
    const fate = await fateOf(callFrom(lost));
    expect(named(`New ${lost}`)).toMatchObject([{ id: fate }]);
  });

  test("one of somebody who is not known here yet is that one's, as soon as it can be told whose", async () => {
    const taken = "+12125550173";
    const { id } = world.zendesk.addUser({ name: "Known Later", phone: taken });
    await world.zendesk.webhooksSettled();
    await newsRead();
    await world.query("delete from contact_people where user_id = $1", [id]);
    const callId = callFrom(taken);
    await until("the number to be taken", async () => {
      const steps = await world.query(
        "select 1 from call_trace t join calls c on c.id = t.call_id where c.pbx_call_id = $1 and t.step = 'will_try_again'",
        [callId],
      );
      return steps.length > 0;
    });
    await world.zendesk.repeatWebhooks();
    expect(await fateOf(callId)).toBe(id);
    expect(named(`New ${taken}`)).toEqual([]);
  });

  test("once, while not everybody is known and Zendesk's search does not show who is new", async () => {
    const early = "+12125550175";
    await world.query("update contact_index set filled_at = null, next_at = now() + interval '1 hour'");
    const fates = [];
    for (let i = 0; i < 5; i += 1) fates.push(await fateOf(callFrom(early)));
    const [made, ...more] = named(`New ${early}`);
    expect(more).toEqual([]);
    expect(fates).toEqual(fates.map(() => made?.id));
    expect(asked()).toContain("GET /api/v2/search.json");
    expect(asked().filter((one) => one === "POST /api/v2/users")).toHaveLength(1);
    await world.query("update contact_index set filled_at = now(), next_at = now()");
  });

  test("once, when fifty calls of it come at once to three replicas", async () => {
    const many = "+12125550174";
    const replicas = [await world.addReplica(), await world.addReplica()];
    try {
      const callIds = Array.from({ length: 50 }, () => callFrom(many));
      const fates = await Promise.all(callIds.map(fateOf));
      const made = named(`New ${many}`);
      expect(made).toHaveLength(1);
      expect(new Set(fates)).toEqual(new Set([made[0]?.id]));
      expect(asked().filter((one) => one === "POST /api/v2/users")).toHaveLength(1);
    } finally {
      await Promise.all(replicas.map((one) => one.stop()));
    }
  });
});

describe("reading everybody anew", () => {
  const exports = () => world.zendesk.requests().filter((one) => one.path.includes("/incremental/"));
  test("goes on where it was, when the service is killed over it; callers are known meanwhile", async () => {
    const { faults } = world.zendesk;
    faults.add({ path: /incremental/, times: 3, do: { kind: "latency", ms: 1 } });
    const pause = {
      kind: "status",
      status: 429,
      headers: { "retry-after": "3" },
      body: "slow down",
    } as const;
    faults.add({ path: /incremental/, do: pause });
    await ask("POST", "/refill");
    await until("some pages", () => Promise.resolve(exports().length >= 4));
    const { index } = await ask("GET", "");
    expect(index).toMatchObject({ state: "filled", reading: { read: 150 } });
    expect(index.reading?.total).toBeGreaterThan(300);
    expect(index.reading?.msLeft).toBeGreaterThan(0);
    await world.service.kill();
    await longAgo();
    await world.restart();
    expect(await tested("+12125550100")).toMatchObject({ contact: { name: "Dana Direct" } });
    await readAgain();
    expect(exports().filter((one) => "start_time" in one.query)).toHaveLength(1);
    const cursors = exports().flatMap((one) => one.query["cursor"] ?? []);
    expect(cursors.length - new Set(cursors).size, "only the refused page was asked for twice").toBe(1);
  });

  test("a page that does not come is asked for smaller, until the list has come to its end", async () => {
    const page = { kind: "html", status: 504 } as const;
    world.zendesk.faults.add({ path: /incremental/, times: 2, do: page });
    await ask("POST", "/refill");
    const sizes = () => exports().map((one) => one.query["per_page"]);
    const troubled = (is: boolean) =>
      until(`trouble: ${is}`, async () => ((await ask("GET", "")).index.trouble !== null) === is);
    await troubled(true);
    expect((await ask("GET", "")).index.trouble).toContain("504");
    await ask("POST", "/read");
    await until("a second page", () => Promise.resolve(sizes().length === 2));
    await troubled(true);
    await ask("POST", "/read");
    await troubled(false);
    expect(sizes().slice(0, 3)).toEqual(["1000", "500", "250"]);
    await longAgo();
    await readAgain();
    expect(sizes()[3]).toBe("275");
  });

  test("a list that comes again is not followed for ever, and says so", async () => {
    const body = { users: [], after_cursor: "c1", end_of_stream: false };
    const [one] = world.zendesk.users();
    const users = [{ id: one?.id, name: "Ada Admin", role: "admin", updated_at: "2026-01-01T00:00:00Z" }];
    const page = { kind: "status", status: 200, body: { ...body, users, identities: [] } } as const;
    world.zendesk.faults.add({ path: /incremental/, times: 2, do: page });
    await ask("POST", "/refill");
    await until("the trouble", async () => (await ask("GET", "")).index.trouble !== null);
    expect((await ask("GET", "")).index.trouble).toContain("comes again");
    expect(exports()).toHaveLength(2);
    await longAgo();
    await ask("POST", "/read");
    await readAgain();
    expect((await ask("GET", "")).index).toMatchObject({ state: "filled", trouble: null });
  });
});

test("disconnecting forgets everybody, and takes the webhook away", async () => {
  const answer = await admin.ask("POST", `integrations/${world.integration.id}/disconnect`, {
    uninstallApp: false,
    eraseCalls: false,
  });
  expect(answer.body).toMatchObject({
    steps: expect.arrayContaining([
      expect.objectContaining({ step: "remove_zendesk_webhook", result: "done" }),
    ]),
  });
  expect(world.zendesk.webhooks()).toEqual([]);
  expect(await world.query("select 1 from contact_people")).toEqual([]);
  expect((await ask("GET", "")).index).toMatchObject({ state: "none", people: 0 });
});

test("nothing was asked of Zendesk that it would not take", () => {
  // But for the cursor of a page that a test made up.
  const unexpected = world.zendesk.unexpected().filter((one) => !one.endsWith("not one that was given out"));
  expect(unexpected).toEqual([]);
});
