import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { recordWaitedLong, recordWaits } from "../world/call-records.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;
let session: string;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  desk = await TicketsDesk.of(world);
  session = await world.session("kristin.hale@example.com");
  await setTalkPartnerEdition(true);
});
beforeEach(async () => {
  await desk.set({});
  world.zendesk.clearRequests();
});
afterEach(() => world.zendesk.faults.clear());
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

async function setTalkPartnerEdition(on: boolean): Promise<void> {
  world.zendesk.setTalkPartnerEdition(on);
  const path = `integrations/${world.integration.id}/tickets/choices`;
  const { callRecords } = TicketPage.parse((await desk.operator.ask("POST", path)).body);
  expect(callRecords).toBe(on);
}

const recordOnly: Partial<TicketSettings> = {
  rules: [
    {
      id: crypto.randomUUID(),
      name: "a rule",
      enabled: true,
      when: {},
      action: { kind: "record_only" },
    } satisfies TicketRule,
  ],
};

async function say(call: ScriptedCall, method: "PUT" | "POST", what: string, body: unknown): Promise<void> {
  const { id } = (await desk.fateOf(call)) ?? {};
  expect(await world.api(session, method, `calls/${id}/${what}`, body)).toMatchObject({ status: 200 });
}

const move = (call: ScriptedCall, ticketId: number | null) => say(call, "PUT", "ticket", { ticketId });
const newUser = (name: string) => world.zendesk.addUser({ name }).id;
const newTicket = () => world.zendesk.addTicket({ requesterId: world.customer.id, subject: "My order" }).id;

/** The one record of the call. */
function recordOf(call: ScriptedCall): Record<string, unknown> | undefined {
  const found = world.zendesk.calls().filter((one) => String(one["external_id"]).endsWith(`:${call.callId}`));
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0];
}

async function recorded(call: ScriptedCall, what: Record<string, unknown>): Promise<void> {
  await until(`the record to say ${JSON.stringify(what)}`, () =>
    Promise.resolve(Object.entries(what).every(([key, value]) => recordOf(call)?.[key] === value)),
  );
}

function voiceComments(ticketId: number): number {
  return world.zendesk.comments(ticketId).filter((one) => one.type === "TpeVoiceComment").length;
}

async function shown(ticketId: number): Promise<void> {
  await until("the voice comment", () => Promise.resolve(voiceComments(ticketId) > 0));
}

/** No correction waits or is under way. */
async function still(call: ScriptedCall): Promise<void> {
  const { id } = (await desk.fateOf(call)) ?? {};
  await until("the corrections to be through", async () => {
    const open = await world.query(
      "select 1 from pgboss.job where name = 'correct-record' and singleton_key = $1 and state <= 'active'",
      [id],
    );
    return open.length === 0;
  });
}

/** A call that was taken, and has its ticket and its record. */
async function talked(): Promise<{ call: ScriptedCall; own: number }> {
  const call = desk.talk();
  const own = Number((await desk.become(call, "done")).ticket_id);
  expect(recordOf(call)).toMatchObject({ ticket_id: own, end_user_id: world.customer.id });
  world.zendesk.clearRequests();
  return { call, own };
}

describe("a call that nobody corrects", () => {
  test.each([
    ["after", ["POST tickets 201", "POST calls 201"]],
    ["before", ["POST tickets 201", "PUT tickets/N 200", "POST calls 201"]],
  ] as const)(
    "whose ticket is made %s it is recorded once, and nothing more is asked",
    async (moment, writes) => {
      await desk.set({ moment });
      const call = desk.talk();
      const { id, ticket_id } = await desk.become(call, "done");
      expect(recordOf(call)).toMatchObject({ ticket_id: Number(ticket_id), end_user_id: world.customer.id });
      expect(voiceComments(Number(ticket_id))).toBe(1);
      expect(
        await world.query("select 1 from pgboss.job where name = 'correct-record' and singleton_key = $1", [
          id,
        ]),
      ).toEqual([]);
      expect(desk.writes()).toEqual(writes);
    },
  );
});

describe("a call whose record is slow to come is recorded once", () => {
  test("where Zendesk makes it after its connection was lost", async () => {
    const { promise: after, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path: /\/calls$/, do: { kind: "drop_then", after } });
    const call = desk.talk();
    await recordWaits(world, call);
    expect(recordOf(call)).toBeUndefined();
    goOn();
    await until("the record", () => Promise.resolve(recordOf(call) !== undefined));
    await recordWaitedLong(world, call);
    const { ticket_id } = await desk.become(call, "done");
    expect(recordOf(call)).toMatchObject({ ticket_id: Number(ticket_id) });
    expect(desk.writes()).toEqual(["POST tickets 201", "POST calls 201"]);
  });

  test("by the first request, where Zendesk takes longer over it than others are waited for", async () => {
    world.zendesk.faults.add({ method: "POST", path: /\/calls$/, do: { kind: "latency", ms: 21_000 } });
    const call = desk.talk();
    await desk.become(call, "done");
    expect((await desk.stepsOf(call)).map(({ step }) => step)).not.toContain("will_try_again");
    expect(desk.writes()).toEqual(["POST tickets 201", "POST calls 201"]);
  });
});

describe("a call that is moved to another ticket", () => {
  test("takes its record along, and shows it there once however often it comes back", async () => {
    const { call, own } = await talked();
    const other = newTicket();
    await move(call, other);
    await shown(other);
    await still(call);
    expect(recordOf(call)).toMatchObject({ ticket_id: other });
    expect(world.zendesk.comments(other).map((one) => one.type)).toEqual([
      "Comment",
      "Comment",
      "TpeVoiceComment",
    ]);
    expect(world.zendesk.comments(other).at(-1)).toMatchObject({ public: false });
    expect(desk.writes()).toEqual(["PUT tickets/N 200", "PATCH calls/N 200", "POST calls/N/comments 201"]);
    world.zendesk.clearRequests();
    for (const ticketId of [own, other, own]) {
      await move(call, ticketId);
      await recorded(call, { ticket_id: ticketId });
      await still(call);
    }
    expect([voiceComments(own), voiceComments(other)]).toEqual([1, 1]);
    expect(desk.writes()).toEqual(["PATCH calls/N 200", "PATCH calls/N 200", "PATCH calls/N 200"]);
  });

  test("and back while its record is on the way ends where the call is", async () => {
    const { call, own } = await talked();
    const other = newTicket();
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: { kind: "waits", for: promise } });
    await move(call, other);
    await until("the request to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    await move(call, own);
    await desk.become(call, "done");
    goOn();
    await shown(other);
    await recorded(call, { ticket_id: own });
    await still(call);
    expect([voiceComments(own), voiceComments(other)]).toEqual([1, 1]);
  });

  test("and from it to none leaves its record without one, and what is shown stays", async () => {
    const { call, own } = await talked();
    await move(call, null);
    await recorded(call, { ticket_id: null });
    await still(call);
    expect(voiceComments(own)).toBe(1);
    expect(desk.writes()).toEqual(["PATCH calls/N 200"]);
  });

  test("and that is closed has its record name it, without a comment", async () => {
    const { call } = await talked();
    const closed = newTicket();
    world.zendesk.setTicketStatus(closed, "closed");
    await move(call, closed);
    await recorded(call, { ticket_id: closed });
    await still(call);
    expect(voiceComments(closed)).toBe(0);
    expect(desk.writes()).toEqual(["PATCH calls/N 200"]);
  });

  test.each([["drop_after"], ["page_after"]] as const)(
    "shows its record once where the answer is lost (%s)",
    async (kind) => {
      const { call } = await talked();
      const other = newTicket();
      world.zendesk.faults.add({ method: "POST", path: /\/comments$/, do: { kind } });
      await move(call, other);
      await recordWaits(world, call);
      await recordWaitedLong(world, call);
      await desk.stepped(call, "call_record_commented");
      expect(voiceComments(other)).toBe(1);
      expect(desk.writes()).toEqual(["PUT tickets/N 200", "PATCH calls/N 200", "POST calls/N/comments 201"]);
    },
  );

  test("shows its record though the first request never came", async () => {
    const { call } = await talked();
    const other = newTicket();
    world.zendesk.faults.add({ method: "POST", path: /\/comments$/, do: { kind: "drop_before" } });
    await move(call, other);
    await recordWaits(world, call);
    await recordWaitedLong(world, call);
    await desk.stepped(call, "call_record_commented");
    expect(voiceComments(other)).toBe(1);
  });

  test("shows its record once where Zendesk writes the comment after its connection was lost", async () => {
    const { call } = await talked();
    const other = newTicket();
    const { promise: after, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path: /\/comments$/, do: { kind: "drop_then", after } });
    await move(call, other);
    await recordWaits(world, call);
    goOn();
    await shown(other);
    await recordWaitedLong(world, call);
    await desk.stepped(call, "call_record_commented");
    expect(voiceComments(other)).toBe(1);
  });

  test.each([
    [
      "its change",
      "PATCH",
      /\/calls\/\d+$/,
      ["PATCH calls/N 422"],
      ["call_record_not_corrected", "fields_refused"],
    ],
    [
      "its comment",
      "POST",
      /\/comments$/,
      ["PATCH calls/N 200", "POST calls/N/comments 422"],
      ["call_record_corrected", "fields_refused"],
    ],
  ] as const)(
    "stands there although Zendesk refuses %s, and its trace says so",
    async (_, method, path, writes, steps) => {
      const { call } = await talked();
      const other = newTicket();
      const body = { error: "RecordInvalid", description: "Ticket: is on strike" };
      world.zendesk.faults.add({ method, path, do: { kind: "status", status: 422, body } });
      await move(call, other);
      const { because } = await desk.stepped(call, "fields_refused");
      expect(because).toContain("on strike");
      await still(call);
      expect(await desk.fateOf(call)).toMatchObject({ logging: "done", ticket_id: String(other) });
      expect(world.zendesk.comments(other).at(-1)?.body).toContain("Talk time: 1:00");
      expect(desk.writes()).toEqual(["PUT tickets/N 200", ...writes]);
      expect((await desk.stepsOf(call)).map(({ step }) => step).slice(-2)).toEqual(steps);
    },
  );

  test("takes its record along though Zendesk refuses the contact that it was given", async () => {
    const { call } = await talked();
    const refuse = { kind: "status", status: 422 } as const;
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: refuse });
    await say(call, "PUT", "contact", { userId: newUser("Rita Refused") });
    await desk.stepped(call, "call_record_not_corrected");
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: { kind: "latency", ms: 0 } });
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: refuse });
    const other = newTicket();
    await move(call, other);
    await shown(other);
    await still(call);
    expect(recordOf(call)).toMatchObject({ ticket_id: other, end_user_id: world.customer.id });
  });

  test("gets no comment where Zendesk only seems to move its record: it would come onto the first", async () => {
    const { call, own } = await talked();
    const body = { call: { id: recordOf(call)?.["id"], ticket_id: own } };
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: { kind: "status", status: 200, body } });
    await move(call, newTicket());
    const { because } = await desk.stepped(call, "call_record_not_corrected");
    expect(because).toBe(`Zendesk leaves it at ticket ${own}`);
    await still(call);
    expect(voiceComments(own)).toBe(1);
    expect(desk.writes()).toEqual(["PUT tickets/N 200", "PATCH calls/N 200"]);
  });

  test("takes along a record whose making was not answered: its comment tells the id", async () => {
    world.zendesk.faults.add({ method: "POST", path: /\/calls$/, do: { kind: "drop_after" } });
    const call = desk.talk();
    await recordWaits(world, call);
    await recordWaitedLong(world, call);
    await desk.become(call, "done");
    await desk.stepped(call, "call_record_found");
    const other = newTicket();
    await move(call, other);
    await shown(other);
    expect(recordOf(call)).toMatchObject({ ticket_id: other });
  });
});

describe("a call that was recorded without a ticket", () => {
  beforeEach(() => desk.set(recordOnly));

  test("has its record there when a ticket is made of it", async () => {
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    expect(recordOf(call)).toMatchObject({ ticket_id: null });
    await say(call, "POST", "ticket", {});
    const own = Number((await desk.become(call, "done")).ticket_id);
    await shown(own);
    await still(call);
    expect(recordOf(call)).toMatchObject({ ticket_id: own, end_user_id: world.customer.id });
    expect(desk.writes()).toEqual([
      "POST calls 201",
      "POST tickets 201",
      "PATCH calls/N 200",
      "POST calls/N/comments 201",
    ]);
  });

  test("has its record there when it is linked to one", async () => {
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    const other = newTicket();
    await move(call, other);
    await shown(other);
    await still(call);
    expect(recordOf(call)).toMatchObject({ ticket_id: other });
    expect(desk.writes()).toEqual([
      "POST calls 201",
      "PUT tickets/N 200",
      "PATCH calls/N 200",
      "POST calls/N/comments 201",
    ]);
  });

  test("gets its ticket without where the record's making was not answered, and its trace says so", async () => {
    world.zendesk.faults.add({ method: "POST", path: /\/calls$/, do: { kind: "drop_after" } });
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    await say(call, "POST", "ticket", {});
    await desk.become(call, "done");
    const { because } = await desk.stepped(call, "call_record_not_corrected");
    expect(because).toBe("its id in Zendesk is unknown");
    expect(desk.writes()).toEqual(["POST calls 201", "POST tickets 201"]);
  });
});

describe("a call that is given to another contact", () => {
  test("has them in its record", async () => {
    const { call } = await talked();
    const right = newUser("Rita Right");
    await say(call, "PUT", "contact", { userId: right });
    await recorded(call, { end_user_id: right });
    await still(call);
    expect(desk.writes()).toEqual(["PUT tickets/N 200", "PATCH calls/N 200"]);
    expect(await desk.stepped(call, "call_record_corrected")).toEqual({ endUserId: right });
  });

  test("has them in its record where that stands alone too", async () => {
    await desk.set(recordOnly);
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    const right = newUser("Rita Right");
    await say(call, "PUT", "contact", { userId: right });
    await recorded(call, { end_user_id: right, ticket_id: null });
    expect(desk.writes()).toEqual(["POST calls 201", "PATCH calls/N 200"]);
  });

  test("has them in its record once Zendesk can be asked again", async () => {
    const { call } = await talked();
    world.zendesk.faults.add({ method: "PATCH", path: /calls/, do: { kind: "status", status: 503 } });
    const right = newUser("Rita Right");
    await say(call, "PUT", "contact", { userId: right });
    await recorded(call, { end_user_id: right });
    expect(await desk.stepped(call, "will_try_again")).toMatchObject({ what: "call_record" });
  });
});

test("a disposition that is chosen later comes into the record, when it has been left alone for a minute", async () => {
  const { call } = await talked();
  await say(call, "PUT", "note", { text: "", disposition: "Follow up", knownSavedAt: null });
  const { id } = (await desk.fateOf(call)) ?? {};
  const moved = await world.query(
    "update pgboss.job set start_after = now() where name = 'correct-record' and singleton_key = $1 and start_after > now() + interval '30 seconds' returning id",
    [id],
  );
  expect(moved).toHaveLength(1);
  await recorded(call, { call_disposition: "Follow up" });
  expect(desk.writes()).toEqual(["PATCH calls/N 200"]);
});

test("without Talk Partner Edition nothing is asked of call records, whatever is corrected", async () => {
  await setTalkPartnerEdition(false);
  const call = desk.talk();
  await desk.become(call, "done");
  await move(call, newTicket());
  await desk.become(call, "done");
  await say(call, "PUT", "contact", { userId: newUser("Rita Right") });
  await still(call);
  expect(world.zendesk.requests().filter(({ path }) => /\/calls\/(?!1$)|\/calls$/.test(path))).toEqual([]);
  await setTalkPartnerEdition(true);
});

test("without the app Zendesk keeps no records, and the trace of the call says so", async () => {
  const [before] = await world.query<{ app: string }>("select app_id as app from zendesk_connections");
  const setApp = async (app: string | null) => {
    await world.query("update zendesk_connections set app_id = $1", [app]);
    await desk.set({}); // has the service read its integrations anew
  };
  await setApp(null);
  const call = desk.talk();
  await desk.become(call, "done");
  expect(await desk.stepped(call, "call_record_not_made")).toEqual({ because: "the app is not installed" });
  expect(recordOf(call)).toBeUndefined();
  await setApp(before?.app ?? null);
});
