import { randomUUID } from "node:crypto";
import { defaultTicketSettings } from "@deskline/shared/admin-tickets";
import { addIntegration } from "@deskline/service/integrations/store";
import { createRegistry } from "@deskline/service/integrations/registry";
import { GatewayError, type GatewayFailure } from "@deskline/service/platform/gateway-error";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { jobs, type Payload } from "@deskline/service/queue/jobs";
import { startQueue } from "@deskline/service/queue/postgres";
import { openDatabase } from "@deskline/service/storage/database";
import { calls, callTrace } from "@deskline/service/storage/calls-schema";
import { callWith } from "@deskline/service/tickets/core/sample-call";
import { letGoOfBlocking } from "@deskline/service/tickets/let-go";
import { logCall } from "@deskline/service/tickets/log-call";
import { isBehindAnother } from "@deskline/service/tickets/missed-ticket";
import { retryCall } from "@deskline/service/tickets/retry-call";
import { saveTicketSettings } from "@deskline/service/tickets/settings-store";
import type { LogCallDeps } from "@deskline/service/tickets/work";
import { eq, sql } from "@deskline/service/storage/drizzle";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";

const now = Date.parse("2026-09-21T12:05:00Z");
const stack = new AsyncDisposableStack();
let deps: LogCallDeps;
let integrationId = "";
/** What came to the helpdesk, in order, and what its next answers are: none is a ticket. */
let asked: string[] = [];
let failures: GatewayFailure[] = [];
let requesterId = 1;
/** What happens while it is looked up who the refused requester is now. */
let meanwhile: () => Promise<void> = () => Promise.resolve();
/** What happens while a ticket is made. */
let made: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  const log = createLogger("silent");
  const { db, close } = openDatabase(url, log);
  stack.defer(close);
  const queue = await startQueue(url, log, { worker: false });
  stack.defer(() => queue.stop());
  const key = Buffer.alloc(32, 7).toString("base64");
  const box = createSecretBox(loadKeys({ encryptionKey: key, dataDir: "" }));
  const registry = createRegistry(db, box, log);
  ({ id: integrationId } = await addIntegration(db, box, {
    name: "Acme",
    defaultCountry: "US",
    quietMs: 0,
    awaitingMs: 0,
    pbx: {
      url: "https://pbx.example",
      clientId: "a",
      clientSecret: "b",
      timeZone: "UTC",
      webhook: true,
      websocket: false,
      webhookSecret: null,
    },
    zendesk: { subdomain: "acme", clientId: "a", clientSecret: "b" },
  }));
  await registry.reload();
  const clock = { now: () => now };
  const publicUrl = "https://deskline.example";
  const zendeskOf = () => Promise.resolve(helpdesk);
  deps = { db, queue, registry, clock, log, publicUrl, random: () => 0, zendeskOf };
});
afterAll(() => stack.disposeAsync());
beforeEach(() => {
  asked = [];
  meanwhile = () => Promise.resolve();
  made = () => Promise.resolve();
});

const helpdesk: Awaited<ReturnType<LogCallDeps["zendeskOf"]>> = {
  findByDigits: () => {
    const numbers = [{ value: "5503309", shared: false }];
    const person = {
      userId: requesterId,
      name: "",
      numbers,
      active: true,
      suspended: false,
      agent: false,
      updatedAt: null,
    };
    return Promise.resolve({ people: [person], complete: true });
  },
  furtherNumbers: () => Promise.resolve([]),
  readPeople: async () => {
    await meanwhile();
    throw new GatewayError("Zendesk", { kind: "unreachable", detail: "not now" });
  },
  searchNames: () => Promise.resolve([]),
  searchDigits: () => Promise.resolve([]),
  withNumbers: () => Promise.resolve([]),
  person: () => Promise.resolve(null),
  addPerson: () => Promise.reject(new Error("nobody is to be added")),
  personMadeAs: () => Promise.resolve(null),
  requestFor: (draft) => `for ${draft.requesterId}`,
  givenIn: () => ({ tags: [], customFields: [], assigneeId: null }),
  openTicket: async (request, idempotencyKey) => {
    asked.push(`${request} under ${idempotencyKey.replace(/^.*:ticket/, "ticket")}`);
    const failure = failures.shift();
    if (failure !== undefined) throw new GatewayError("Zendesk", failure);
    await made();
    return 9001;
  },
  findTicket: () => {
    asked.push("look");
    return Promise.resolve(null);
  },
  standingOf: () => Promise.resolve({ kind: "gone" }),
  addComment: () => Promise.reject(new Error("there is no ticket to comment on")),
  giveTicket: () => Promise.reject(new Error("there is no ticket to give")),
  hasComment: () => Promise.resolve(false),
  winnerOf: () => Promise.resolve(null),
  openTicketSince: () => Promise.resolve(null),
  keepsCallRecords: () => Promise.resolve(false),
  tagsOf: () => Promise.resolve(new Map()),
  recordRequestFor: () => "",
  makeCallRecord: () => Promise.reject(new Error("the account keeps no call records")),
  changeCallRecord: () => Promise.reject(new Error("there is no call record to change")),
  commentCallRecord: () => Promise.reject(new Error("there is no call record to show")),
  findCallRecord: () => Promise.resolve(null),
  writtenBy: () => Promise.resolve([]),
  isUntouched: () => Promise.resolve(false),
  upload: () => Promise.reject(new Error("nothing is to be attached")),
  filesOf: () => Promise.resolve([]),
  removeFile: () => Promise.reject(new Error("there is no file to take out")),
  merge: () => Promise.reject(new Error("there is no ticket to merge")),
};

/** A call that is over, and has no ticket yet. */
async function settledCall(): Promise<string> {
  const [row] = await deps.db
    .insert(calls)
    .values({ integrationId, pbxCallId: randomUUID(), summary: callWith(), settledAt: new Date(now) })
    .returning({ id: calls.id });
  return row?.id ?? "";
}

async function rowOf(callId: string) {
  const [row] = await deps.db.select().from(calls).where(eq(calls.id, callId));
  return row;
}

/** The job that was added last for a call. */
async function nextJob(callId: string): Promise<Payload<"log-call">> {
  const { rows } = await deps.db.execute<{ data: unknown }>(
    sql`select data from pgboss.job where name = 'log-call' and singleton_key = ${callId} order by created_on desc limit 1`,
  );
  return jobs["log-call"].payload.parse(rows[0]?.data);
}

/** A call is brought to the helpdesk, which fails so; then somebody else has the number, and it is tried again by hand. */
async function triedAgainAfter(...given: GatewayFailure[]): Promise<string[]> {
  failures = given;
  requesterId = 1;
  const callId = await settledCall();
  const job = { callId, attempt: 0, strikes: 5, firstTriedAt: 0 };
  while (failures.length > 0) await logCall(deps, job);
  requesterId = 2;
  expect(await retryCall(deps, callId)).toBe("retried");
  await logCall(deps, job);
  return asked;
}

const refused: GatewayFailure = { kind: "rejected", status: 422, detail: "is suspended" };
const down: GatewayFailure = { kind: "unavailable", status: 502, detail: "", retryAfterMs: null };

test.each<[string, GatewayFailure]>([
  ["no answer", { kind: "unreachable", detail: "no answer in time" }],
  ["a failure of theirs", down],
  ["an answer that cannot be read", { kind: "malformed", detail: "a page" }],
  ["a refused token", { kind: "unauthorized", detail: "invalid_token" }],
])("after %s the very same is asked again, once it is seen that there is no ticket", async (_, failure) => {
  expect(await triedAgainAfter(failure)).toEqual(["for 1 under ticket", "look", "for 1 under ticket"]);
});

test("after a refusal the ticket is drafted anew under another key, once it is seen that there is none", async () => {
  expect(await triedAgainAfter(refused)).toEqual(["for 1 under ticket", "look", "for 2 under ticket:1"]);
});

test("each refusal costs a key, and what failed otherwise is kept", async () => {
  expect(await triedAgainAfter(refused, refused, down)).toEqual([
    "for 1 under ticket",
    "look",
    "for 1 under ticket:1",
    "look",
    "for 1 under ticket:2",
    "look",
    "for 1 under ticket:2",
  ]);
});

test("one that is linked in the moment it would be given up is not", async () => {
  failures = [refused];
  const callId = await settledCall();
  const isWaitedFor = async () => {
    const { rows } = await deps.db.execute(sql`select 1 from pg_locks where not granted`);
    return rows.length > 0;
  };
  let linking = Promise.resolve();
  meanwhile = async () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    linking = deps.db.transaction(async (tx) => {
      await tx.update(calls).set({ ticketId: 9002 }).where(eq(calls.id, callId));
      resolve();
      await until("the job to wait for the link", isWaitedFor);
    });
    await begun;
  };
  const job = { callId, attempt: 0, firstTriedAt: now };
  expect(await logCall(deps, job)).toEqual({ status: "done" });
  await linking;
  expect(await rowOf(callId)).toMatchObject({ logging: "pending", ticketId: 9002 });
});

test("one that is told late to be dialled from a ticket, when it got another, is brought there as well", async () => {
  const callId = await settledCall();
  made = () => deps.db.update(calls).set({ dialledFromTicket: 9003 }).where(eq(calls.id, callId));
  await logCall(deps, { callId, attempt: 0, firstTriedAt: now });
  expect(await rowOf(callId)).toMatchObject({ logging: "pending", dialledFromTicket: 9003 });
  await logCall(deps, await nextJob(callId));
  expect(await rowOf(callId)).toMatchObject({ logging: "done" });
});

test("one that is given to another contact in the moment it would be given up is tried for them", async () => {
  failures = [refused];
  const callId = await settledCall();
  meanwhile = async () => {
    meanwhile = () => Promise.resolve();
    await deps.db.update(calls).set({ contactUserId: 3, contactByHand: true }).where(eq(calls.id, callId));
  };
  const job = { callId, attempt: 0, firstTriedAt: now };
  expect(await logCall(deps, job)).toEqual({ status: "done" });
  expect(await rowOf(callId)).toMatchObject({ logging: "pending" });
  await logCall(deps, job);
  expect(asked.at(-1)).toBe("for 3 under ticket:1");
  expect(await rowOf(callId)).toMatchObject({ logging: "done", ticketId: 9001 });
});

test.each([
  ["was heard of a day ago", 1, null, true],
  ["was heard of five days ago", 5, null, false],
  ["was heard of five days ago and tried since", 5, 1, true],
  ["was tried five days ago for the last time", 9, 5, false],
] as const)("a call that %s (%s, %s) holds up a later one of its number: %s", async (_, made, tried, is) => {
  const outsideKey = `+1212555${made}${tried ?? 0}77`;
  const daysAgo = (days: number) => new Date(now - days * 86_400_000);
  const [before, own] = [await settledCall(), await settledCall()];
  await deps.db
    .update(calls)
    .set({ outsideKey, state: "ended", createdAt: daysAgo(made) })
    .where(eq(calls.id, before));
  await deps.db
    .update(calls)
    .set({ outsideKey, createdAt: daysAgo(0) })
    .where(eq(calls.id, own));
  if (tried !== null)
    await deps.db
      .insert(callTrace)
      .values({ callId: before, at: daysAgo(tried), step: "will_try_again", detail: {} });
  const row = await rowOf(own);
  if (row === undefined) throw new Error("the call is gone");
  expect(await isBehindAnother(deps, row, "all")).toBe(is);
});

test("a call that waited for another for days is tried for three days from its turn on", async () => {
  const action = { kind: "append", withinHours: 24, ticket: {} } as const;
  const rule = { id: randomUUID(), name: "a rule", enabled: true, when: {}, action };
  const settings = { ...defaultTicketSettings, rules: [rule] };
  await saveTicketSettings(deps.db, integrationId, { version: 0, settings });
  await deps.registry.reload();
  const outsideKey = "+12125550179";
  const [first, second] = [await settledCall(), await settledCall()];
  for (const [id, minute] of [[first, 0] as const, [second, 1] as const])
    await deps.db
      .update(calls)
      .set({ outsideKey, state: "ended", createdAt: new Date(now + minute * 60_000) })
      .where(eq(calls.id, id));
  await logCall(deps, { callId: second, attempt: 0, firstTriedAt: now });
  expect([asked, (await nextJob(second)).behindSince]).toEqual([[], now]);

  await deps.db.update(calls).set({ logging: "parked" }).where(eq(calls.id, first));
  const dayMs = 86_400_000;
  for (const days of [3.1, 6]) {
    failures = [down];
    const later = { ...deps, clock: { now: () => now + days * dayMs } };
    expect(await logCall(later, await nextJob(second))).toEqual({ status: "done" });
    expect(await rowOf(second)).toMatchObject({ logging: "pending" });
  }
  failures = [down];
  const atLast = { ...deps, clock: { now: () => now + 6.2 * dayMs } };
  expect(await logCall(atLast, await nextJob(second))).toMatchObject({ status: "parked" });
});

test("recordings are brought although the job of an earlier one was given up for good", async () => {
  const brought: string[] = [];
  await deps.queue.work("attach-recording", { batch: 1, workers: 1, lookEverySeconds: 1 }, ({ callId }) => {
    brought.push(callId);
    return Promise.resolve({ status: "done" });
  });
  const [first, second] = [randomUUID(), randomUUID()];
  await deps.queue.add("attach-recording", { callId: first }, { key: integrationId }, deps.db);
  await until("the first to be brought", () => Promise.resolve(brought.length === 1));
  const failed = sql`update pgboss.job set state = 'failed' where name = 'attach-recording' and state = 'completed'`;
  await until("its job to be over", async () => ((await deps.db.execute(failed)).rowCount ?? 0) > 0);
  await deps.queue.add("attach-recording", { callId: second }, { key: integrationId }, deps.db);
  expect(await deps.queue.heldBack("attach-recording", deps.db)).toEqual([integrationId]);
  await letGoOfBlocking(deps);
  await until("the next to be brought", () => Promise.resolve(brought.length === 2));
  expect(brought).toEqual([first, second]);
});

test("a call whose integration was not heard of yet gets its ticket all the same", async () => {
  const callId = await settledCall();
  const box = createSecretBox(
    loadKeys({ encryptionKey: Buffer.alloc(32, 7).toString("base64"), dataDir: "" }),
  );
  const late = createRegistry(deps.db, box, deps.log);
  const job = { callId, attempt: 0, firstTriedAt: now };
  expect(await logCall({ ...deps, registry: late }, job)).toEqual({ status: "done" });
  expect(await rowOf(callId)).toMatchObject({ logging: "done" });
  const without = { ...late, find: () => Promise.resolve(undefined) };
  const other = { ...job, callId: await settledCall() };
  expect(await logCall({ ...deps, registry: without }, other)).toMatchObject({ status: "parked" });
});

test("one tried again before the job that gave it up has ended is not held back by that", async () => {
  const [callId, slow] = [await settledCall(), await settledCall()];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  failures = [refused];
  await deps.db.execute(sql`delete from pgboss.job where name = 'log-call'`); // what was added by other tests
  for (const id of [callId, slow])
    await deps.queue.add(
      "log-call",
      { callId: id, attempt: 0, firstTriedAt: now },
      { key: id, integrationId },
      deps.db,
    );
  await deps.queue.work("log-call", { batch: 10, workers: 1, lookEverySeconds: 1 }, async (job) => {
    if (job.callId === slow) await released;
    return logCall(deps, job);
  });
  await until("the call to be given up", async () => (await rowOf(callId))?.logging === "parked");
  expect(await retryCall(deps, callId)).toBe("retried");
  release();
  await until("its job to be given up too", async () => (await deps.queue.parked()).length > 0);
  expect(await rowOf(callId)).toMatchObject({ logging: "pending" });
  await letGoOfBlocking(deps);
  await until("the call to get its ticket", async () => (await rowOf(callId))?.logging === "done");
  expect(await deps.queue.parked()).toEqual([]);
});
