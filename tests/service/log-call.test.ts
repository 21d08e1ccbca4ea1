import { addIntegration } from "@deskline/service/integrations/store";
import { createRegistry } from "@deskline/service/integrations/registry";
import { GatewayError, type GatewayFailure } from "@deskline/service/platform/gateway-error";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { startQueue } from "@deskline/service/queue/postgres";
import { openDatabase } from "@deskline/service/storage/database";
import { calls } from "@deskline/service/storage/calls-schema";
import { callWith } from "@deskline/service/tickets/core/sample-call";
import { logCall } from "@deskline/service/tickets/log-call";
import { retryCall } from "@deskline/service/tickets/retry-call";
import type { LogCallDeps } from "@deskline/service/tickets/work";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";

const now = Date.parse("2026-09-21T12:05:00Z");
const stack = new AsyncDisposableStack();
let deps: LogCallDeps;
let integrationId = "";
/** What came to the helpdesk, in order, and what its next answers are: none is a ticket. */
let asked: string[] = [];
let failures: GatewayFailure[] = [];
let requesterId = 1;

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
  readPeople: () => Promise.reject(new GatewayError("Zendesk", { kind: "unreachable", detail: "not now" })),
  searchNames: () => Promise.resolve([]),
  searchDigits: () => Promise.resolve([]),
  withNumbers: () => Promise.resolve([]),
  person: () => Promise.resolve(null),
  addPerson: () => Promise.reject(new Error("nobody is to be added")),
  personMadeAs: () => Promise.resolve(null),
  requestFor: (draft) => `for ${draft.requesterId}`,
  givenIn: () => ({ tags: [], customFields: [] }),
  openTicket: (request, idempotencyKey) => {
    asked.push(`${request} under ${idempotencyKey.replace(/^.*:ticket/, "ticket")}`);
    const failure = failures.shift();
    if (failure !== undefined) return Promise.reject(new GatewayError("Zendesk", failure));
    return Promise.resolve(9001);
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
  hasCallRecord: () => Promise.resolve(false),
  writtenBy: () => Promise.resolve([]),
  isUntouched: () => Promise.resolve(false),
  upload: () => Promise.reject(new Error("nothing is to be attached")),
  merge: () => Promise.reject(new Error("there is no ticket to merge")),
};

/** A call is brought to the helpdesk, which fails so; then somebody else has the number, and it is tried again by hand. */
async function triedAgainAfter(...given: GatewayFailure[]): Promise<string[]> {
  failures = given;
  requesterId = 1;
  const summary = callWith();
  const [row] = await deps.db
    .insert(calls)
    .values({
      integrationId,
      pbxCallId: `${given.length} ${JSON.stringify(given)}`,
      summary,
      settledAt: new Date(now),
    })
    .returning({ id: calls.id });
  const callId = row?.id ?? "";
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
