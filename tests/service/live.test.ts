import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { CallView } from "@deskline/shared/app";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

let world: World;
let session: string;
let dropDatabase: () => Promise<void>;
const open: LiveStream[] = [];

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url } });
  session = await world.session("kristin.hale@example.com");
});
afterAll(async () => {
  for (const stream of open) stream.close();
  await world.close();
  await dropDatabase();
});

type Message = { event: string; id: string | null; data: string };

/** An event stream as the app's background frame reads it. */
class LiveStream {
  readonly messages: Message[] = [];
  readonly #abort = new AbortController();
  /** What a browser would send as `Last-Event-ID`. */
  lastEventId: string | null = null;
  ended = false;

  static async open(
    options: { query?: string; after?: number; session?: string; url?: string } = {},
  ): Promise<LiveStream> {
    const stream = new LiveStream();
    open.push(stream);
    const response = await fetch(`${options.url ?? world.service.url}/api/app/live${options.query ?? ""}`, {
      headers: {
        authorization: `Bearer ${options.session ?? session}`,
        ...(options.after === undefined ? {} : { "last-event-id": String(options.after) }),
      },
      signal: stream.#abort.signal,
    });
    if (response.status !== 200) throw new Error(`no stream: ${response.status}`);
    void stream.#read(response.body);
    return stream;
  }

  async #read(body: ReadableStream<Uint8Array> | null): Promise<void> {
    let text = "";
    try {
      for await (const chunk of body ?? []) {
        text += new TextDecoder().decode(chunk);
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          this.#take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
    this.ended = true;
  }

  #take(block: string): void {
    const field = (name: string) =>
      block
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2) ?? null;
    const event = field("event");
    this.lastEventId = field("id") ?? this.lastEventId;
    if (event !== null) this.messages.push({ event, id: field("id"), data: field("data") ?? "" });
  }

  calls(): CallView[] {
    return this.messages
      .filter((one) => one.event === "call")
      .map((one) => CallView.parse(JSON.parse(one.data)));
  }

  /** The newest view of a call that fits. */
  async sees(what: string, fits: (view: CallView) => boolean): Promise<CallView> {
    await until(`the stream to tell ${what}`, () => Promise.resolve(this.calls().some(fits)));
    const found = this.calls().findLast(fits);
    if (found === undefined) throw new Error(what);
    return found;
  }

  close(): void {
    this.#abort.abort();
  }
}

function inbound(from = "5503309", to = "2005"): ScriptedCall {
  return world.pbx.inbound({ from, did: "1000", to });
}

test("an agent's call is told as it rings, is answered and ends, and with whoever it is", async () => {
  const stream = await LiveStream.open();
  const call = inbound();
  call.ring("2005");
  await stream.sees(
    "the ringing phone",
    (view) => view.state === "ringing" && view.phones[0]?.number === "2005",
  );
  const known = await stream.sees("who calls", (view) => view.candidates !== null);
  expect(known.candidates).toEqual([
    { userId: world.customer.id, name: "Phillip Huff", why: "same_number", openTicketId: null },
  ]);
  call.answer("2005");
  const talking = await stream.sees("that they talk", (view) => view.state === "talking");
  expect(talking).toMatchObject({
    id: known.id,
    number: "5503309",
    answeredBy: [{ number: "2005", name: "Kristin Hale" }],
  });
  call.hangUp("5503309");
  await stream.sees("the end", (view) => view.id === known.id && view.state === "ended");
  await world.settled(1);
  const logged = await stream.sees("the ticket", (view) => view.id === known.id && view.ticketId !== null);
  expect(logged.outcome).toBe("answered");
  const revisions = stream.calls().map((view) => view.revision);
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  expect(stream.messages.filter((one) => one.event === "call").map((one) => Number(one.id))).toEqual(
    revisions,
  );
  stream.close();
});

test("the ticket a pop would open is the caller's newest that is not solved", async () => {
  const stream = await LiveStream.open();
  const tickets = world.zendesk.tickets().filter((ticket) => ticket.requesterId === world.customer.id);
  const call = inbound();
  call.ring("2005");
  const known = await stream.sees(
    "who calls",
    (view) => view.state === "ringing" && view.candidates !== null,
  );
  expect(known.candidates?.[0]?.openTicketId).toBe(tickets.at(-1)?.id);
  call.hangUp("5503309");
  await stream.sees("the end", (view) => view.id === known.id && view.state === "ended");
  stream.close();
});

test("a stream that was lost goes on after its last event, and one that is new begins with what runs", async () => {
  const first = await LiveStream.open();
  const call = inbound();
  call.ring("2005");
  const seen = await first.sees("who calls", (view) => view.state === "ringing" && view.candidates !== null);
  first.close();
  call.answer("2005");
  await world.pbx.settled();
  const again = await LiveStream.open({ after: seen.revision });
  const missed = await again.sees("what happened meanwhile", (view) => view.state === "talking");
  expect(missed.id).toBe(seen.id);
  const fresh = await LiveStream.open();
  await fresh.sees("the call that runs", (view) => view.id === seen.id);
  expect(fresh.calls()[0]?.state).not.toBe("ended");
  call.hangUp("5503309");
  await fresh.sees("the end", (view) => view.id === seen.id && view.state === "ended");
  again.close();
  fresh.close();
});

test("a stream that was lost before it told of anything misses no call", async () => {
  const marcus = await world.session("marcus.webb@example.com");
  const quiet = await LiveStream.open({ session: marcus });
  await until("where to go on from", () => Promise.resolve(quiet.lastEventId !== null));
  quiet.close();
  expect(quiet.calls()).toEqual([]);
  const call = inbound("5503309", "2006");
  call.ring("2006");
  call.hangUp("5503309");
  await world.pbx.settled();
  const again = await LiveStream.open({ after: Number(quiet.lastEventId), session: marcus });
  const missed = await again.sees("the call", (view) => view.state === "ended");
  expect(missed).toMatchObject({ number: "5503309", direction: "inbound" });
  again.close();
});

test("calls of other phones are told to those who look at the person or the number, and to nobody else", async () => {
  const alone = await LiveStream.open();
  const byUser = await LiveStream.open({ query: `?users=${world.customer.id}` });
  const byNumber = await LiveStream.open({ query: "?numbers=%2B442079460123,5503309" });
  const call = inbound("5503309", "2006");
  call.ring("2006");
  const view = await byNumber.sees("the other phone", (one) =>
    one.phones.some((phone) => phone.number === "2006"),
  );
  await byUser.sees("the other phone, once the caller is known", (one) => one.id === view.id);
  call.hangUp("5503309");
  await byNumber.sees("the end", (one) => one.id === view.id && one.state === "ended");
  const internal = world.pbx.internal({ from: "2006", to: "2007" });
  internal.hangUp();
  const own = inbound();
  own.ring("2005");
  await alone.sees("the agent's own call", (one) => one.phones.some((phone) => phone.number === "2005"));
  own.hangUp("5503309");
  expect(alone.calls().some((one) => one.id === view.id)).toBe(false);
  expect([...byUser.calls(), ...byNumber.calls()].some((one) => one.direction === "internal")).toBe(false);
  for (const stream of [alone, byUser, byNumber]) stream.close();
});

test("whichever replica a call comes in by, a stream on another tells it", async () => {
  const second = await world.addReplica();
  try {
    const stream = await LiveStream.open({ url: second.url });
    const call = inbound();
    call.ring("2005");
    const seen = await stream.sees(
      "the call",
      (view) => view.state === "ringing" && view.candidates !== null,
    );
    call.hangUp("5503309");
    const ended = await stream.sees("the end", (view) => view.id === seen.id && view.state === "ended");
    expect(ended.outcome).toBe("no_answer");
    stream.close();
  } finally {
    await second.stop();
  }
});

test("a pop is granted once per call, moment and agent, however many ask", async () => {
  const stream = await LiveStream.open();
  const call = inbound();
  call.ring("2005");
  const { id } = await stream.sees("the call", (view) => view.state === "ringing");
  const ask = (who: string, moment: string) => world.api(who, "POST", `calls/${id}/pop`, { moment });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(session, "ring")));
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
  const granted = answers.filter((answer) => (answer.body as { granted: boolean }).granted);
  expect(granted).toHaveLength(1);
  expect((await ask(session, "answer")).body).toEqual({ granted: true });
  const other = await world.session("marcus.webb@example.com");
  expect(await ask(other, "ring")).toMatchObject({ status: 404, body: { code: "call_unknown" } });
  expect((await world.api(session, "POST", "calls/nonsense/pop", { moment: "ring" })).status).toBe(404);
  expect((await ask(session, "whenever")).status).toBeGreaterThanOrEqual(400);
  call.hangUp("5503309");
  stream.close();
});

test("a tab whose answer was lost is granted its pop again; what Zendesk did not show is on record", async () => {
  const stream = await LiveStream.open();
  const call = inbound("+12125550147");
  call.ring("2005");
  const { id } = await stream.sees("the call", (view) => view.e164 === "+12125550147");
  const [tab, other] = [randomUUID(), randomUUID()];
  const claim = (by: string) => world.api(session, "POST", `calls/${id}/pop`, { moment: "ring", tab: by });
  const granted = [await claim(tab), await claim(other), await claim(tab)].map(({ body }) => body);
  expect(granted).toEqual([{ granted: true }, { granted: false }, { granted: true }]);

  const fail = (who: string, moment: string) =>
    world.api(who, "POST", `calls/${id}/pop/failed`, { moment, words: "no such ticket" });
  const marcus = await world.session("marcus.webb@example.com");
  const answers = [await fail(session, "ring"), await fail(session, "ring"), await fail(session, "end")];
  expect([...answers, await fail(marcus, "ring")].map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  const steps = await world.query(
    "select detail - 'agentId' as detail from call_trace where call_id = $1 and step = 'pop_failed'",
    [id],
  );
  expect(steps).toEqual([{ detail: { moment: "ring", words: "no such ticket" } }]);
  expect(await (await fetch(`${world.service.url}/metrics`)).text()).toContain(
    'deskline_pops_total{result="failed"} 1',
  );
  call.hangUp("+12125550147");
  stream.close();
});

test("without a session there is no stream", async () => {
  const refused = await fetch(`${world.service.url}/api/app/live`);
  expect(refused.status).toBe(401);
});
