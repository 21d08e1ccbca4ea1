import { CallView } from "@deskline/shared/app";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { SimComment, SimTicket } from "../world/zendesk/simulator.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

let world: World;
let kristin = "";
/** Somebody who works in Zendesk by hand. */
let admin: Session;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url } });
  kristin = await world.session("kristin.hale@example.com");
  admin = await signIn(world.zendesk);
});
beforeEach(() => world.zendesk.clearRequests());
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

type Row = {
  id: string;
  logging: string;
  logging_reason: string | null;
  ticket_id: string | null;
  contact_user_id: string | null;
};

async function rowOf(call: ScriptedCall): Promise<Row | undefined> {
  const [row] = await world.query<Row>("select * from calls where pbx_call_id = $1", [call.callId]);
  return row;
}

async function idOf(call: ScriptedCall): Promise<string> {
  await until("the call to be known", async () => (await rowOf(call)) !== undefined);
  return (await rowOf(call))?.id ?? "";
}

async function become(call: ScriptedCall, logging: string): Promise<Row> {
  await until(`the call to be ${logging}`, async () => (await rowOf(call))?.logging === logging).catch(
    async (error: unknown) => {
      const steps = await world.query("select step, detail from call_trace where call_id = $1", [
        await idOf(call),
      ]);
      throw new Error(`${String(error)}\n${JSON.stringify(steps)}\n${world.service.output().slice(-3000)}`);
    },
  );
  const row = await rowOf(call);
  if (row === undefined) throw new Error("the call is gone");
  return row;
}

/** Kristin dials the customer from a ticket, as the app has it noted. */
async function dialledFrom(ticketId: number, to = "5503309"): Promise<ScriptedCall> {
  const call = world.pbx.outbound({ extension: "2005", to });
  await world.query("update calls set dialled_from_ticket = $1 where id = $2", [ticketId, await idOf(call)]);
  return call;
}

/** A customer calls and Kristin answers; they still talk. */
function talking(from = "5503309"): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  call.wait(5);
  call.answer("2005");
  call.wait(60);
  return call;
}

/** They have talked and hung up. */
function talked(from?: string): ScriptedCall {
  const call = talking(from);
  call.hangUp();
  return call;
}

function end(call: ScriptedCall): void {
  call.remoteRings();
  call.remoteAnswers();
  call.wait(60);
  call.hangUp();
}

function newTicket(more: { status?: SimTicket["status"]; tags?: string[] } = {}): number {
  const { status, ...rest } = more;
  const { id } = world.zendesk.addTicket({ requesterId: world.customer.id, ...rest });
  if (status !== undefined) world.zendesk.setTicketStatus(id, status);
  return id;
}

function ticketsOf(call: ScriptedCall): SimTicket[] {
  return world.zendesk.tickets().filter((one) => one.externalId?.endsWith(`:${call.callId}`) === true);
}

/** As if other replicas had updated the ticket a minute ago as often as is good for it. */
async function fillRoom(ticketId: number): Promise<void> {
  await world.query(
    "insert into ticket_updates select subdomain, $1, now() - interval '1 minute' from zendesk_connections, generate_series(1, 20) where subdomain is not null",
    [ticketId],
  );
}

/** Ten minutes later. */
async function freeRoom(): Promise<void> {
  await world.query("update ticket_updates set sent_at = sent_at - interval '10 minutes'");
}

/** Comments beyond the one a ticket begins with. */
function added(ticketId: number): SimComment[] {
  return world.zendesk.comments(ticketId).slice(1);
}

async function put(call: ScriptedCall, what: string, body: unknown) {
  return world.api(kristin, "PUT", `calls/${await idOf(call)}/${what}`, body);
}

async function change(call: ScriptedCall, what: string, body: unknown): Promise<CallView> {
  const answer = await put(call, what, body);
  expect(answer).toMatchObject({ status: 200 });
  return CallView.parse(answer.body);
}

async function detailsOf(call: ScriptedCall, step: string): Promise<Record<string, unknown>[]> {
  const rows = await world.query<{ detail: Record<string, unknown> }>(
    "select detail from call_trace where call_id = $1 and step = $2 order by id",
    [await idOf(call), step],
  );
  return rows.map((row) => row.detail);
}

describe("a call that was dialled from a ticket", () => {
  test("is an internal comment there, and no second ticket", async () => {
    const ticketId = newTicket();
    const call = await dialledFrom(ticketId);
    end(call);
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    expect(ticketsOf(call)).toEqual([]);
    const comments = added(ticketId);
    expect(comments).toMatchObject([{ public: false }]);
    expect(comments[0]?.body).toContain("Outbound Answered- from Kristin Hale<2005> to <5503309>");
    expect(comments[0]?.body).toContain("Talk time: 1:00");
    const listed = await world.api(kristin, "GET", `calls?ticket=${ticketId}`);
    expect(listed.body).toMatchObject({ calls: [{ id: await idOf(call), ticketId }] });
  });

  test.each(["drop_after", "drop_before", "page_after"] as const)(
    "is written there once though Zendesk answers with %s",
    async (kind) => {
      const ticketId = newTicket();
      const call = await dialledFrom(ticketId);
      const path = new RegExp(`/tickets/${ticketId}$`);
      world.zendesk.faults.add({ method: "PUT", path, times: 2, do: { kind } });
      end(call);
      await become(call, "done");
      expect(added(ticketId)).toHaveLength(1);
      expect(ticketsOf(call)).toEqual([]);
    },
  );

  test("is written there once though the service is killed while it writes", async () => {
    const ticketId = newTicket();
    const call = await dialledFrom(ticketId);
    const path = new RegExp(`/tickets/${ticketId}$`);
    world.zendesk.faults.add({ method: "PUT", path, do: { kind: "drop_after" } });
    world.zendesk.faults.add({ path: /\/audits$/, do: { kind: "hang" } });
    end(call);
    await until("the comment to be looked for", () =>
      Promise.resolve(world.zendesk.requests().some((one) => one.path.endsWith("/audits"))),
    );
    await world.service.kill();
    await world.restart();
    await become(call, "done");
    expect(added(ticketId)).toHaveLength(1);
    expect(ticketsOf(call)).toEqual([]);
  });

  test("is not written over what came in between: the ticket is read anew", async () => {
    const ticketId = newTicket();
    const call = await dialledFrom(ticketId);
    const path = new RegExp(`/tickets/${ticketId}$`);
    const body = { error: "UpdateConflict", description: "outdated" };
    world.zendesk.faults.add({ method: "PUT", path, do: { kind: "status", status: 409, body } });
    end(call);
    await become(call, "done");
    expect(added(ticketId)).toHaveLength(1);
    const puts = world.zendesk.requests().filter((one) => one.method === "PUT" && path.test(one.path));
    expect(puts.map((one) => one.status)).toEqual([409, 200]);
    for (const one of puts) expect(one.body).toMatchObject({ ticket: { safe_update: true } });
  });

  test("and is closed by then gets a follow-up of that ticket's requester", async () => {
    const owner = world.zendesk.addUser({ name: "Olga Owner" });
    const { id: ticketId } = world.zendesk.addTicket({ requesterId: owner.id });
    const call = await dialledFrom(ticketId);
    world.zendesk.setTicketStatus(ticketId, "closed");
    end(call);
    const { ticket_id } = await become(call, "done");
    expect(ticketsOf(call)).toMatchObject([
      { id: Number(ticket_id), followupSourceId: ticketId, requesterId: owner.id },
    ]);
    expect(await detailsOf(call, "new_ticket_instead")).toEqual([
      { insteadOf: ticketId, because: "closed", followUp: true },
    ]);
  });

  test("and is closed by then gets a follow-up of whom somebody chose while Zendesk was down", async () => {
    const { id: userId } = world.zendesk.addUser({ name: "Rita Right" });
    const ticketId = newTicket({ status: "closed" });
    const call = await dialledFrom(ticketId);
    const down = { kind: "status", status: 503, body: "Out of order" } as const;
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: down });
    end(call);
    await until("it to wait", async () => (await detailsOf(call, "will_try_again")).length > 0);
    await change(call, "contact", { userId });
    await become(call, "done");
    expect(ticketsOf(call)).toMatchObject([{ followupSourceId: ticketId, requesterId: userId }]);
  });

  test("and is refused a follow-up gets a ticket all the same", async () => {
    const ticketId = newTicket({ status: "closed" });
    const call = await dialledFrom(ticketId);
    const body = { error: "RecordInvalid", description: "Follow-up source: is invalid", details: {} };
    world.zendesk.faults.add({
      method: "POST",
      path: /\/tickets$/,
      do: { kind: "status", status: 422, body },
    });
    end(call);
    await become(call, "done");
    expect(ticketsOf(call)).toMatchObject([{ followupSourceId: null, requesterId: world.customer.id }]);
    expect(await detailsOf(call, "follow_up_refused")).toMatchObject([{ of: ticketId }]);
  });

  test.each(["merged", "gone"])("and is %s by then gets a ticket of its own", async (fate) => {
    const ticketId = newTicket({ tags: fate === "merged" ? ["closed_by_merge"] : [] });
    const call = await dialledFrom(ticketId);
    if (fate === "merged") world.zendesk.setTicketStatus(ticketId, "closed");
    else await admin.delete(`/api/v2/tickets/${ticketId}`);
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: { kind: "drop_after" } });
    end(call);
    const { ticket_id } = await become(call, "done");
    expect(ticketsOf(call)).toMatchObject([{ id: Number(ticket_id), followupSourceId: null }]);
    expect((await detailsOf(call, "new_ticket_instead"))[0]).toMatchObject({
      because: fate,
      followUp: false,
    });
  });

  test("and is closed between reading and writing gets its follow-up too", async () => {
    const ticketId = newTicket();
    const call = await dialledFrom(ticketId);
    const path = new RegExp(`/tickets/${ticketId}$`);
    world.zendesk.faults.add({ method: "GET", path, do: { kind: "latency", ms: 500 } });
    world.zendesk.faults.add({ method: "PUT", path, do: { kind: "latency", ms: 1000 } });
    end(call);
    await until("the comment to be on its way", async () => {
      const [row] = await world.query<{ attempts: number }>(
        "select attempts from ticket_comments where ticket_id = $1",
        [ticketId],
      );
      return row?.attempts === 1;
    });
    world.zendesk.setTicketStatus(ticketId, "closed");
    await become(call, "done");
    expect(added(ticketId)).toEqual([]);
    expect(ticketsOf(call)).toMatchObject([{ followupSourceId: ticketId }]);
  });
});

describe("a call that is linked by hand", () => {
  test("before it ends comes to that ticket instead of a new one", async () => {
    const ticketId = newTicket();
    const call = talking();
    expect(await change(call, "ticket", { ticketId })).toMatchObject({ ticketId });
    call.hangUp();
    await become(call, "done");
    expect(ticketsOf(call)).toEqual([]);
    expect(added(ticketId)).toHaveLength(1);
    expect(await detailsOf(call, "linked")).toMatchObject([{ by: "kristin.hale@example.com", ticketId }]);
  });

  test("to a ticket that is not there is refused", async () => {
    const call = talked();
    await become(call, "done");
    const { status, body } = await put(call, "ticket", { ticketId: 123456 });
    expect([status, body]).toMatchObject([404, { code: "ticket_unknown" }]);
    expect((await put(call, "ticket", { ticketId: 0 })).status).toBe(400);
  });

  test("after it got its ticket stands in both, once, however often it is linked to and fro", async () => {
    const call = talked();
    const own = Number((await become(call, "done")).ticket_id);
    const other = newTicket();
    await change(call, "ticket", { ticketId: other });
    await become(call, "done");
    expect(await rowOf(call)).toMatchObject({ ticket_id: String(other) });
    for (const ticketId of [null, own, other, other, own]) {
      await change(call, "ticket", { ticketId });
      await become(call, ticketId === null ? "not_wanted" : "done");
    }
    expect(await rowOf(call)).toMatchObject({ ticket_id: String(own) });
    expect([added(own).length, added(other).length, ticketsOf(call).length]).toEqual([0, 1, 1]);
  });

  test("to a closed ticket after it got its own makes no second one", async () => {
    const call = talked();
    await become(call, "done");
    const closed = newTicket({ status: "closed" });
    await change(call, "ticket", { ticketId: closed });
    await become(call, "done");
    expect(await rowOf(call)).toMatchObject({ ticket_id: String(closed) });
    expect(ticketsOf(call)).toHaveLength(1);
    expect(await detailsOf(call, "ticket_not_changed")).toEqual([{ ticketId: closed, because: "closed" }]);
  });

  test("and unlinked again before it ends gets a ticket of its own", async () => {
    const ticketId = newTicket();
    const call = await dialledFrom(ticketId);
    await change(call, "ticket", { ticketId: newTicket() });
    expect(await change(call, "ticket", { ticketId: null })).toMatchObject({ ticketId: null });
    end(call);
    await become(call, "done");
    expect(ticketsOf(call)).toHaveLength(1);
    expect(added(ticketId)).toEqual([]);
  });

  test("while Zendesk is down comes to the ticket it was linked to last", async () => {
    const first = newTicket();
    const last = newTicket();
    const call = await dialledFrom(first);
    const path = new RegExp(`/tickets/${first}$`);
    world.zendesk.faults.add({ method: "GET", path, times: 1000, do: { kind: "html", status: 503 } });
    end(call);
    await until("a failed attempt", async () => (await detailsOf(call, "will_try_again")).length > 0);
    await change(call, "ticket", { ticketId: last });
    await become(call, "done");
    world.zendesk.faults.clear();
    expect(await rowOf(call)).toMatchObject({ ticket_id: String(last) });
    expect([added(first).length, added(last).length, ticketsOf(call).length]).toEqual([0, 1, 0]);
  });

  test("though no bound extension took part comes to that ticket, and unlinked before it got there to none", async () => {
    const unbound = () => {
      const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2008" });
      call.ring("2008");
      call.answer("2008");
      call.wait(5);
      return call;
    };
    world.pbx.addExtension({ number: "2008", name: "Nobody" });
    const ticketId = newTicket();
    const settled = unbound();
    settled.hangUp();
    expect(await become(settled, "not_wanted")).toMatchObject({ logging_reason: "no_bound_extension" });
    await change(settled, "ticket", { ticketId });
    await become(settled, "done");
    expect(added(ticketId)).toHaveLength(1);

    const other = newTicket();
    const path = new RegExp(`/tickets/${other}$`);
    const undecided = unbound();
    undecided.hangUp();
    await become(undecided, "not_wanted");
    world.zendesk.faults.add({ method: "PUT", path, times: 1000, do: { kind: "html", status: 503 } });
    await change(undecided, "ticket", { ticketId: other });
    await until("a failed attempt", async () => (await detailsOf(undecided, "will_try_again")).length > 0);
    await change(undecided, "ticket", { ticketId: null });
    world.zendesk.faults.clear();
    expect(await rowOf(undecided)).toMatchObject({ logging: "not_wanted", ticket_id: null });
    await until("no job to be left", async () => {
      const rows = await world.query(
        "select 1 from pgboss.job where name = 'log-call' and singleton_key = $1 and state <= 'active'",
        [await idOf(undecided)],
      );
      return rows.length === 0;
    });
    expect([added(other).length, ticketsOf(undecided).length]).toEqual([0, 0]);
  });

  test("though nobody knew the caller comes to that ticket", async () => {
    const call = talked("2125550170");
    expect(await become(call, "not_possible")).toMatchObject({ logging_reason: "caller_unknown" });
    const ticketId = newTicket();
    await change(call, "ticket", { ticketId });
    await become(call, "done");
    expect([added(ticketId).length, ticketsOf(call).length]).toEqual([1, 0]);
  });
});

describe("whose a call is", () => {
  test("is noted when the caller is found", async () => {
    const call = talked();
    expect(await become(call, "done")).toMatchObject({ contact_user_id: String(world.customer.id) });
  });

  test("said while the phone rings, that user is the requester", async () => {
    const [ann, bob] = ["Ann Twin", "Bob Twin"].map((name) =>
      world.zendesk.addUser({ name, phone: "+12125550171", sharedPhone: true }),
    );
    const call = talking("2125550171");
    const view = await change(call, "contact", { userId: bob?.id });
    expect(view.candidates).toMatchObject([{ userId: bob?.id, name: "Bob Twin" }]);
    call.hangUp();
    await become(call, "done");
    expect(ticketsOf(call)).toMatchObject([{ requesterId: bob?.id }]);
    const calls = async (user: number | undefined) =>
      (await world.api(kristin, "GET", `calls?user=${user}&numbers=2125550171`)).body;
    expect(await calls(bob?.id)).toMatchObject({ calls: [{ id: await idOf(call) }] });
    expect(await calls(ann?.id)).toEqual({ calls: [], next: null });
  });

  test("said afterwards, the ticket is made now, once", async () => {
    const call = talked("2125550172");
    await become(call, "not_possible");
    const made = await world.api(kristin, "POST", "people", { name: "Nina New", number: "2125550172" });
    const { userId } = made.body as { userId: number };
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: { kind: "drop_after" } });
    await change(call, "contact", { userId });
    await become(call, "done");
    await change(call, "contact", { userId });
    expect(ticketsOf(call)).toMatchObject([{ requesterId: userId }]);
    expect(await detailsOf(call, "contact_chosen")).toMatchObject([{ userId }]);
  });

  test("said of one whose ticket was updated as often as Zendesk takes is said again later", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    const { id: userId } = world.zendesk.addUser({ name: "Rita Right" });
    await fillRoom(ticketId);
    const refused = await put(call, "contact", { userId });
    expect(refused).toMatchObject({ status: 503, body: { code: "zendesk_unreachable" } });
    const requester = () => world.zendesk.tickets().find((one) => one.id === ticketId)?.requesterId;
    expect(requester()).toBe(world.customer.id);
    expect((await rowOf(call))?.contact_user_id).toBe(String(world.customer.id));
    await freeRoom();
    await change(call, "contact", { userId });
    expect(requester()).toBe(userId);
  });

  test("must be somebody", async () => {
    const call = talked();
    const gone = world.zendesk.addUser({ name: "Gone", active: false });
    for (const userId of [1, gone.id]) {
      const { status, body } = await put(call, "contact", { userId });
      expect([status, body]).toMatchObject([404, { code: "person_unknown" }]);
    }
    await become(call, "done");
  });
});

describe("a note", () => {
  const note = { text: "Wants <a refund>\nsoon", disposition: "Follow up" };

  /** Lets the minute pass after which a note that was left alone is written. */
  async function aMinutePasses(call: ScriptedCall): Promise<void> {
    const id = await idOf(call);
    await world.query(
      "update call_notes set saved_at = saved_at - interval '61 seconds' where call_id = $1",
      [id],
    );
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-note' and singleton_key = $1 and state < 'active'",
      [id],
    );
  }

  async function waiting(call: ScriptedCall): Promise<number> {
    const [row] = await world.query<{ count: number }>(
      "select count(*)::int as count from pgboss.job where name = 'log-note' and singleton_key = $1 and state <= 'active'",
      [await idOf(call)],
    );
    return row?.count ?? 0;
  }

  async function brought(call: ScriptedCall): Promise<void> {
    await aMinutePasses(call);
    await until("the note to be brought", async () => (await waiting(call)) === 0);
  }

  test("from before the ticket stands in its first comment, and is not written again", async () => {
    const call = talking();
    await change(call, "note", note);
    call.hangUp();
    const ticketId = Number((await become(call, "done")).ticket_id);
    const [first] = world.zendesk.comments(ticketId);
    expect(first?.body).toContain("Disposition: Follow up");
    expect(first?.body).toContain("Note by kristin.hale@example.com: Wants <a refund>\nsoon");
    expect(await waiting(call)).toBe(0);
    expect(added(ticketId)).toEqual([]);
  });

  test("from after it comes as one internal comment when it is quiet", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    for (const text of ["W", "Wants", "Wants a refund"]) await change(call, "note", { ...note, text });
    expect(await waiting(call)).toBe(1);
    expect(added(ticketId)).toEqual([]);
    await brought(call);
    expect(added(ticketId)).toMatchObject([{ public: false }]);
    expect(added(ticketId)[0]?.body).toContain("Wants a refund");
    await change(call, "note", { ...note, text: "Wants a refund " });
    expect(await waiting(call)).toBe(0);
    await change(call, "note", { text: "Has it", disposition: null });
    await brought(call);
    await change(call, "note", { text: "", disposition: null });
    await brought(call);
    expect(added(ticketId).map((one) => one.body.split("Note").at(-1))).toEqual([
      " by kristin.hale@example.com: Wants a refund",
      " by kristin.hale@example.com: Has it",
      ": removed",
    ]);
  });

  test("is written once though Zendesk drops the answer", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    await change(call, "note", note);
    const path = new RegExp(`/tickets/${ticketId}$`);
    world.zendesk.faults.add({ method: "PUT", path, times: 2, do: { kind: "drop_after" } });
    await brought(call);
    expect(added(ticketId)).toHaveLength(1);
  });

  test("that is saved while an earlier one is on its way comes after it", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    await change(call, "note", { ...note, text: "first" });
    const path = new RegExp(`/tickets/${ticketId}$`);
    world.zendesk.faults.add({ method: "PUT", path, do: { kind: "latency", ms: 700 } });
    await aMinutePasses(call);
    await until("the first to be on its way", async () => {
      const rows = await world.query("select 1 from ticket_comments where ticket_id = $1 and attempts = 1", [
        ticketId,
      ]);
      return rows.length === 1;
    });
    await change(call, "note", { ...note, text: "second" });
    await until("the first to be written", () => Promise.resolve(added(ticketId).length === 1));
    await brought(call);
    expect(added(ticketId).map((one) => one.body.split(": ").at(-1))).toEqual(["first", "second"]);
  });

  test("on a call that stands in a closed ticket is kept, and the trace says so", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    world.zendesk.setTicketStatus(ticketId, "closed");
    await change(call, "note", note);
    await brought(call);
    expect(await detailsOf(call, "note_not_commented")).toEqual([{ ticketId, because: "closed" }]);
    expect(world.zendesk.tickets().filter((one) => one.followupSourceId === ticketId)).toEqual([]);
  });

  test("that Zendesk refuses is parked and can be tried again", async () => {
    const call = talked();
    const ticketId = Number((await become(call, "done")).ticket_id);
    await change(call, "note", note);
    const path = new RegExp(`/tickets/${ticketId}$`);
    const body = { error: { title: "Forbidden", message: "not you" } };
    world.zendesk.faults.add({ method: "PUT", path, do: { kind: "status", status: 403, body } });
    await brought(call);
    const { stdout } = await world.cli(["jobs", "parked"]);
    expect(stdout).toContain("log-note");
    expect((await world.cli(["jobs", "retry", "--all"])).stdout).toContain("tried again");
    await until("the note to be written", () => Promise.resolve(added(ticketId).length === 1));
    expect((await rowOf(call))?.logging).toBe("done");
  });
});

describe("a call from which an agent fills in a new ticket", () => {
  const holder = "6f0c1b7e-27e5-4a6c-9d0e-0c6a4f2f7a10";
  let kristinId = 0;
  beforeAll(() => {
    kristinId = world.zendesk.users().find(({ email }) => email === "kristin.hale@example.com")?.id ?? 0;
  });

  /** The form can be filled in from then on: it is known that Kristin takes part. */
  async function open(call: ScriptedCall): Promise<void> {
    await until("Kristin to take part", async () => {
      const known = "select 1 from calls where pbx_call_id = $1 and '2005' = any (extensions)";
      return (await world.query(known, [call.callId])).length > 0;
    });
    await change(call, "form", { holder, state: "open" });
  }

  /** The ticket that comes of the form, as the agent submits it. */
  function written(): number {
    return world.zendesk.addTicket({ requesterId: world.customer.id, submitterId: kristinId }).id;
  }

  const ticketOf = (id: number) => world.zendesk.tickets().find((one) => one.id === id);

  /** The lease of the call's forms is over, and so is the wait for it. */
  async function lapse(call: ScriptedCall): Promise<void> {
    const id = await idOf(call);
    await until("the call to wait for the form", async () => (await waiting(id)).length > 0);
    await world.query("update ticket_forms set held_until = now() where call_id = $1", [id]);
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and singleton_key = $1",
      [id],
    );
  }

  async function waiting(id: string): Promise<object[]> {
    return world.query(
      "select 1 from pgboss.job where name = 'log-call' and singleton_key = $1 and state = 'created' and start_after > now() + interval '10 s'",
      [id],
    );
  }

  test("waits for it, and the one that is saved is its only ticket", async () => {
    const call = talking();
    await open(call);
    call.hangUp();
    const id = await idOf(call);
    await until("the call to wait for the form", async () => (await waiting(id)).length > 0);
    await change(call, "form", { holder, state: "saving", requesterId: world.customer.id });
    const ticketId = written();
    expect(await change(call, "form", { holder, state: "saved", ticketId })).toMatchObject({ ticketId });
    await change(call, "form", { holder, state: "saved", ticketId });
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    expect([added(ticketId).length, ticketsOf(call).length]).toEqual([1, 0]);
  });

  test.each(["is closed unsaved", "is left without a word"])("gets its own when that %s", async (how) => {
    const call = talking();
    await open(call);
    call.hangUp();
    if (how === "is left without a word") await lapse(call);
    else {
      const id = await idOf(call);
      await until("the call to wait for the form", async () => (await waiting(id)).length > 0);
      await change(call, "form", { holder, state: "closed" });
    }
    await become(call, "done");
    expect(ticketsOf(call)).toHaveLength(1);
  });

  test("finds the one that was submitted by a frame that could not say so any more", async () => {
    const call = talking();
    await open(call);
    await change(call, "form", { holder, state: "saving", requesterId: world.customer.id });
    const ticketId = written();
    call.hangUp();
    await lapse(call);
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    expect([added(ticketId).length, ticketsOf(call).length]).toEqual([1, 0]);
    expect(await detailsOf(call, "form_ticket_found")).toEqual([{ agentId: kristinId, ticketId }]);
  });

  test("finds the one that was submitted though Zendesk fails just then", async () => {
    const call = talking("2125550161");
    await open(call);
    await change(call, "form", { holder, state: "saving", requesterId: world.customer.id });
    const ticketId = written();
    const path = new RegExp(`/tickets/${ticketId}$`);
    world.zendesk.faults.add({ method: "GET", path, do: { kind: "status", status: 503 } });
    call.hangUp();
    await lapse(call);
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    expect(await detailsOf(call, "will_try_again")).toHaveLength(1);
    expect([added(ticketId).length, ticketsOf(call).length]).toEqual([1, 0]);
  });

  test("and saves it when ours was made has ours merged into it", async () => {
    const call = talked();
    const own = Number((await become(call, "done")).ticket_id);
    const ticketId = written();
    await change(call, "form", { holder, state: "saved", ticketId });
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    await until("ours to be merged", () =>
      Promise.resolve(ticketOf(own)?.tags.includes("closed_by_merge") === true),
    );
    expect(await detailsOf(call, "ticket_merged")).toEqual([{ ticketId: own, into: ticketId }]);
    expect(world.zendesk.comments(ticketId).every((comment, index) => index === 0 || !comment.public)).toBe(
      true,
    );
  });

  test("and saves it when ours was updated as often as Zendesk takes has it merged when there is room again", async () => {
    const call = talked();
    const own = Number((await become(call, "done")).ticket_id);
    await fillRoom(own);
    const ticketId = written();
    await change(call, "form", { holder, state: "saved", ticketId });
    await until("it to wait", async () => (await detailsOf(call, "will_try_again")).length > 0);
    expect((await detailsOf(call, "will_try_again"))[0]?.["because"]).toContain(`updates of ticket ${own}`);
    expect(ticketOf(own)?.tags).not.toContain("closed_by_merge");
    await freeRoom();
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and singleton_key = $1 and state = 'created'",
      [await idOf(call)],
    );
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
    await until("ours to be merged", () =>
      Promise.resolve(ticketOf(own)?.tags.includes("closed_by_merge") === true),
    );
    expect(added(ticketId).filter((one) => one.body.includes("Talk time"))).toHaveLength(1);
  });

  test("and saves it when ours was worked on keeps both, and says so", async () => {
    const call = talked();
    const own = Number((await become(call, "done")).ticket_id);
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { comment: { body: "Hello", public: false } } });
    const ticketId = written();
    await change(call, "form", { holder, state: "saved", ticketId });
    await become(call, "done");
    expect(await detailsOf(call, "ticket_not_merged")).toMatchObject([{ ticketId: own, into: ticketId }]);
    expect(ticketOf(own)?.status).not.toBe("closed");
  });

  test("keeps the ticket that somebody chose before", async () => {
    const call = talking();
    await open(call);
    const chosen = newTicket();
    await change(call, "ticket", { ticketId: chosen });
    const saved = await change(call, "form", { holder, state: "saved", ticketId: written() });
    expect(saved).toMatchObject({ ticketId: chosen });
    call.hangUp();
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(chosen) });
  });

  test("is held by nobody who takes no part in it", async () => {
    const marcus = await world.session("marcus.webb@example.com");
    const call = talking();
    const path = `calls/${await idOf(call)}/form`;
    expect(await world.api(marcus, "PUT", path, { holder, state: "open" })).toMatchObject({
      status: 403,
      body: { code: "not_your_call" },
    });
    call.hangUp();
    await become(call, "done");
  });
});

describe("an agent whom Zendesk restricts to some tickets", () => {
  const ana = "ana.torres@example.com";
  beforeAll(async () => {
    await world.session(ana);
    await world.query("update app_agents set ticket_restriction = 'groups' where name = $1", [ana]);
  });

  async function link(session: string, call: ScriptedCall, ticketId: number): Promise<number> {
    const { status } = await world.api(session, "PUT", `calls/${await idOf(call)}/ticket`, { ticketId });
    return status;
  }

  test("links calls to those that Zendesk showed beside the frame, or that are theirs, and to no other", async () => {
    const call = talked();
    await become(call, "done");
    const anaId = world.zendesk.users().find(({ email }) => email === ana)?.id ?? 0;
    const other = newTicket();
    const own = world.zendesk.addTicket({ requesterId: world.customer.id, submitterId: anaId }).id;
    const made = Number((await rowOf(call))?.ticket_id);
    expect(await link(await world.session(ana), call, other)).toBe(404);
    expect(await link(await world.session(ana), call, own), "taken from one that is not shown").toBe(404);
    expect(await link(await world.session(ana, made), call, own)).toBe(200);
    await become(call, "done");
    await change(call, "ticket", { ticketId: null });
    world.zendesk.clearRequests();
    expect(await link(await world.session(ana, other), call, other)).toBe(200);
    await become(call, "done");
    const asked = world.zendesk.requests().filter(({ path }) => path.includes("/users/"));
    expect(asked).toEqual([]);
  });

  test("neither takes a call from a ticket that is not shown, nor reads or writes of it there", async () => {
    const call = talked();
    await become(call, "done");
    const ticketId = Number((await rowOf(call))?.ticket_id);
    const id = await idOf(call);
    const session = await world.session(ana);
    const note = { text: "Hello", disposition: null, knownSavedAt: null };
    const refused = { status: 404, body: { code: "ticket_unknown" } };
    expect(await world.api(session, "PUT", `calls/${id}/ticket`, { ticketId: null })).toMatchObject(refused);
    expect(await world.api(session, "PUT", `calls/${id}/note`, note)).toMatchObject(refused);
    expect(await world.api(session, "GET", `calls?ticket=${ticketId}`)).toMatchObject(refused);
    const beside = await world.session(ana, ticketId);
    expect(await world.api(beside, "GET", `calls?ticket=${ticketId}`)).toMatchObject({ status: 200 });
    expect(await world.api(beside, "PUT", `calls/${id}/note`, note)).toMatchObject({ status: 200 });
    expect(await world.api(beside, "PUT", `calls/${id}/ticket`, { ticketId: null })).toMatchObject({
      status: 200,
    });
  });

  test("saves a new ticket of a call only as its own", async () => {
    const call = talked();
    await become(call, "done");
    const form = { holder: "6f0c1b7e-27e5-4a6c-9d0e-0c6a4f2f7a11", state: "saved", ticketId: newTicket() };
    const path = `calls/${await idOf(call)}/form`;
    expect(await world.api(await world.session(ana), "PUT", path, form)).toMatchObject({ status: 404 });
  });
});
