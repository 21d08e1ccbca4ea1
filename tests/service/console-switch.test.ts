import { isDeepStrictEqual } from "node:util";
import type { IntegrationDetail } from "@deskline/shared/admin";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

const kristin = "kristin.hale@example.com";
let world: World;
let operator: ConsoleClient;
let id = "";

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  operator = await operatorAt(world.service);
  id = world.integration.id;
});
beforeEach(() => turn("on", { catchUp: false }));
afterAll(() => world.close());

async function turn(way: "on" | "off", body?: { catchUp: boolean }): Promise<IntegrationDetail> {
  const path = `integrations/${id}/${way === "on" ? "enable" : "disable"}`;
  const answer = await operator.ask("POST", path, body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as IntegrationDetail;
}

async function detail(): Promise<IntegrationDetail> {
  return (await operator.ask("GET", `integrations/${id}`)).body as IntegrationDetail;
}

type Row = { id: string; logging: string; logging_reason: string | null; ticket_id: string | null };

async function newestCall(): Promise<Row | undefined> {
  return (await world.query<Row>("select * from calls order by created_at desc limit 1"))[0];
}

/** A whole call to Kristin; resolves when it has become what it is to be. */
async function callCome(): Promise<Row> {
  const before = await world.query("select 1 from calls");
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.wait(20);
  call.hangUp("5503309");
  await world.settled(before.length + 1);
  const row = await newestCall();
  if (row === undefined) throw new Error("the call is not there");
  return row;
}

const writes = () =>
  world.zendesk.requests().filter((one) => one.method !== "GET" && one.path.startsWith("/api/"));

const quiet = (seconds: string) => world.cli(["integration", "set", "--quiet-period", seconds]);

describe("while it is switched off", () => {
  test("it says so, and keeps every setting", async () => {
    const before = await detail();
    const after = await turn("off");
    expect(after).toEqual({ ...before, status: "disabled" });
  });

  test("calls are recorded and kept back, and nothing is written to Zendesk", async () => {
    await turn("off");
    const before = { tickets: world.zendesk.tickets().length, writes: writes().length };
    const call = await callCome();
    expect(call).toMatchObject({ logging: "held", ticket_id: null });
    expect(await detail()).toMatchObject({ status: "disabled", heldCalls: 1 });
    expect(world.zendesk.tickets()).toHaveLength(before.tickets);
    expect(writes()).toHaveLength(before.writes);
    const { calls } = (await operator.ask("GET", `integrations/${id}/recent-calls`)).body as {
      calls: object[];
    };
    expect(calls[0]).toMatchObject({
      id: call.id,
      logging: "held",
      outcome: "answered",
      number: "5503309",
      extension: { number: "2005", name: "Kristin Hale" },
    });
  });

  test("the command line brings none of them either", async () => {
    await turn("off");
    const call = await callCome();
    expect((await world.cli(["calls", "retry", call.id])).stdout).toContain("kept back");
    expect((await newestCall())?.logging).toBe("held");
  });

  test("agents can do nothing, and are told why", async () => {
    const session = await world.session(kristin);
    const call = await callCome();
    await turn("off");
    await until("the service to know", async () => {
      const { body } = await world.api(session, "GET", "me");
      return (body as { obstacle: string | null }).obstacle === "integration_disabled";
    });
    for (const [method, path, body] of [
      ["GET", "live", undefined],
      ["GET", "calls?mine=true", undefined],
      ["POST", "dial", { number: "5503309", ticketId: null }],
      ["POST", `calls/${call.id}/control`, { action: "hang_up" }],
      ["POST", `calls/${call.id}/pop`, { moment: "ring" }],
      ["PUT", `calls/${call.id}/note`, { text: "x", disposition: null }],
      ["PUT", `calls/${call.id}/ticket`, { ticketId: null }],
      ["PUT", `calls/${call.id}/contact`, { userId: world.customer.id }],
      ["GET", "people?q=Phillip", undefined],
      ["GET", "directory?q=a", undefined],
    ] as const)
      expect({ path, ...(await world.api(session, method, path, body)) }).toMatchObject({
        path,
        status: 403,
        body: { code: "integration_disabled" },
      });
  });

  test("a frame that listened before hears of no call, and of being on again", async () => {
    const session = await world.session(kristin);
    const stream = new AbortController();
    const live = await fetch(`${world.service.url}/api/app/live`, {
      headers: { authorization: `Bearer ${session}` },
      signal: stream.signal,
    });
    let said = "";
    const reading = (async () => {
      for await (const chunk of live.body ?? []) said += Buffer.from(chunk as Uint8Array).toString();
    })().catch(() => undefined);
    await turn("off");
    await until("the frame to be told", () => Promise.resolve(said.includes("event: me")));
    const { id: callId } = await callCome();
    await turn("on", { catchUp: false });
    await until("the frame to begin anew", () => Promise.resolve(said.includes("event: reset")));
    expect(said).not.toContain("event: call");
    const seen = await callCome();
    await until("the next call", () => Promise.resolve(said.includes(seen.id)));
    expect(said).not.toContain(callId);
    stream.abort();
    await reading;
  });

  test("its grant is kept alive", async () => {
    await turn("off");
    await world.query("update zendesk_connections set access_expires_at = now() + interval '1 minute'");
    await world.query(
      "insert into pgboss.job (name, data, policy, singleton_key) values ('refresh-grants', '{}', 'short', 'test')",
    );
    await until("the grant to be renewed", async () => {
      const [row] = await world.query<{ fresh: boolean }>(
        "select access_expires_at > now() + interval '5 minutes' as fresh from zendesk_connections",
      );
      return row?.fresh === true;
    });
    expect((await detail()).status).toBe("disabled");
  });
});

describe("switched on again", () => {
  test("calls of the meantime become one ticket each, if that is chosen", async () => {
    await turn("off");
    const held = [await callCome(), await callCome(), await callCome()];
    const before = world.zendesk.tickets().length;
    const [first, second] = await Promise.all([turn("on", { catchUp: true }), turn("on", { catchUp: true })]);
    expect([first.status, second.status]).toEqual(["connected", "connected"]);
    await world.settled(0);
    const rows = await world.query<Row>("select * from calls where id = any($1)", [
      held.map((one) => one.id),
    ]);
    expect(rows.map((row) => row.logging)).toEqual(["done", "done", "done"]);
    expect(new Set(rows.map((row) => row.ticket_id)).size).toBe(3);
    expect(world.zendesk.tickets()).toHaveLength(before + 3);
    expect((await detail()).heldCalls).toBe(0);
  });

  test("or they stay without, whatever is told of them later, and the next call gets its own", async () => {
    await turn("off");
    const call = await callCome();
    const before = world.zendesk.tickets().length;
    await turn("on", { catchUp: false });
    expect(await newestCall()).toMatchObject({
      id: call.id,
      logging: "not_wanted",
      logging_reason: "switched_off",
    });
    expect((await callCome()).logging).toBe("done");
    expect(world.zendesk.tickets()).toHaveLength(before + 1);
  });

  test("a call that has just ended is counted with them, and becomes one too", async () => {
    const ended = async (): Promise<Row> => {
      const [row] = await world.query<Row>(
        "select * from calls where state = 'ended' and settled_at is null",
      );
      if (row === undefined) throw new Error("the call is not there");
      return row;
    };
    await quiet("600");
    try {
      await turn("off");
      const before = world.zendesk.tickets().length;
      const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
      call.ring("2005");
      call.answer("2005");
      call.wait(20);
      call.hangUp("5503309");
      await world.pbx.settled();
      await until("it to have ended", async () => (await detail()).heldCalls === 1);
      const { id: callId } = await ended();
      await turn("on", { catchUp: true });
      await world.query("update calls set due_at = now() where id = $1", [callId]);
      await until("its ticket", async () => (await newestCall())?.logging === "done");
      expect(await newestCall()).toMatchObject({ id: callId });
      expect(world.zendesk.tickets()).toHaveLength(before + 1);
    } finally {
      await quiet("0.3");
    }
  });

  describe("without catching up, a call comes to the ticket that somebody chose for it", () => {
    const newTicket = () =>
      world.zendesk.addTicket({ requesterId: world.customer.id, subject: "My order" }).id;
    const linkAs = {
      agent: async (callId: string, ticketId: number) =>
        world.api(await world.session(kristin), "PUT", `calls/${callId}/ticket`, { ticketId }),
      administrator: (callId: string, ticketId: number) =>
        operator.ask("PUT", `integrations/${id}/calls/${callId}/ticket`, { ticketId }),
    };

    async function talking(): Promise<{ call: ScriptedCall; callId: string }> {
      const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
      call.ring("2005");
      call.answer("2005");
      call.wait(20);
      await until("the call to be known", async () => (await rowOf(call))?.state === "talking");
      return { call, callId: (await rowOf(call))?.id ?? "" };
    }

    async function rowOf(call: ScriptedCall) {
      const [row] = await world.query<Row & { state: string }>("select * from calls where pbx_call_id = $1", [
        call.callId,
      ]);
      return row;
    }

    async function become(call: ScriptedCall, fate: Partial<Row & { state: string }>): Promise<void> {
      await until(`the call to be ${JSON.stringify(fate)}`, async () => {
        const row = await rowOf(call);
        return row !== undefined && isDeepStrictEqual({ ...row, ...fate }, row);
      });
    }

    /** What is told of it meanwhile puts it off again. */
    async function makeFinal(callId: string): Promise<void> {
      await until("the call to be final", async () => {
        await world.query("update calls set due_at = now() where id = $1 and settled_at is null", [callId]);
        await world.query(
          "update pgboss.job set start_after = now() where name = 'settle-call' and singleton_key = $1 and state = 'created'",
          [callId],
        );
        return (
          (await world.query("select 1 from calls where id = $1 and settled_at is null", [callId])).length ===
          0
        );
      });
    }

    async function standsThere(call: ScriptedCall, ticketId: number): Promise<void> {
      await become(call, { logging: "done" });
      expect(await rowOf(call)).toMatchObject({ ticket_id: String(ticketId) });
      expect(world.zendesk.comments(ticketId).at(-1)?.body).toContain("Talk time: ");
    }

    test.each(["agent", "administrator"] as const)(
      "while it was under way, by an %s, and the others stay without",
      async (who) => {
        const { call, callId } = await talking();
        const ticketId = newTicket();
        expect(await linkAs[who](callId, ticketId)).toMatchObject({ status: 200 });
        await turn("off");
        call.hangUp("5503309");
        await become(call, { logging: "held" });
        const other = await callCome();
        const before = { tickets: world.zendesk.tickets().length, writes: writes().length };
        await turn("on", { catchUp: false });
        await standsThere(call, ticketId);
        expect(await newestCall()).toMatchObject({ id: other.id, logging_reason: "switched_off" });
        expect(world.zendesk.tickets()).toHaveLength(before.tickets);
        expect(writes()).toHaveLength(before.writes + 1);
      },
    );

    test.each([
      ["while it was under way", true],
      ["when it had just ended and was to stay without", false],
    ])("%s, and it is final only after the switch", async (_, isLinkedBefore) => {
      await quiet("600");
      try {
        const { call, callId } = await talking();
        const ticketId = newTicket();
        const linked = async () =>
          expect(await linkAs.agent(callId, ticketId)).toMatchObject({ status: 200 });
        if (isLinkedBefore) await linked();
        await turn("off");
        call.hangUp("5503309");
        await become(call, { state: "ended" });
        await turn("on", { catchUp: false });
        await become(
          call,
          isLinkedBefore ? { logging: "pending" } : { logging: "not_wanted", logging_reason: "switched_off" },
        );
        if (!isLinkedBefore) await linked();
        await makeFinal(callId);
        await standsThere(call, ticketId);
      } finally {
        await quiet("0.3");
      }
    });
  });

  test("a call that was on its way before is brought in any case", async () => {
    world.zendesk.faults.add({ path: /^\/api\/v2\/tickets/, do: { kind: "status", status: 503 } });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.answer("2005");
    call.wait(20);
    call.hangUp("5503309");
    await world.pbx.settled();
    await until("it to be on its way", async () => {
      const rows = await world.query("select 1 from call_trace where step = 'will_try_again'");
      return rows.length > 0;
    });
    await turn("off");
    await until("it to be kept back", async () => (await newestCall())?.logging === "held");
    expect((await detail()).heldCalls).toBe(0);
    await turn("on", { catchUp: false });
    await world.settled(0);
    expect((await newestCall())?.logging).toBe("done");
  });
});

test("a note waits until it is on again, and is brought then", async () => {
  const session = await world.session(kristin);
  const call = await callCome();
  await world.api(session, "PUT", `calls/${call.id}/note`, {
    text: "Call again on Monday",
    disposition: null,
  });
  await world.query("update call_notes set saved_at = saved_at - interval '2 minutes'");
  await turn("off");
  const looksNow = () =>
    world.query<{ id: string }>(
      "update pgboss.job set start_after = now() where name = 'log-note' and state = 'created' returning id",
    );
  const before = writes().length;
  const [first] = await looksNow();
  await until("it to look, and to wait on", async () => {
    const waiting = await world.query<{ id: string }>(
      "select id from pgboss.job where name = 'log-note' and state = 'created' and start_after > now() + interval '30 seconds'",
    );
    return waiting.some((job) => job.id !== first?.id);
  });
  expect(writes()).toHaveLength(before);
  await turn("on", { catchUp: false });
  await looksNow();
  await until("the note to be in the ticket", async () => {
    const rows = await world.query("select 1 from call_notes where journal_text is not null");
    return rows.length === 1;
  });
  expect(writes()).toHaveLength(before + 1);
});

test("who switched it, and what became of the calls, is in the audit log", async () => {
  await world.query("delete from audit_log");
  await turn("off");
  await turn("off");
  await callCome();
  await turn("on", { catchUp: true });
  const rows = await world.query<{ actor: string; action: string; after: unknown }>(
    "select actor, action, after from audit_log order by id",
  );
  expect(rows).toEqual([
    { actor: "operator", action: "integration.disabled", after: null },
    { actor: "operator", action: "integration.enabled", after: { catchUp: true, calls: 1 } },
  ]);
  await world.settled(0);
});
