import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import type { ApiAnswer } from "../world/app-frames.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** What a browser may send by mistake or on purpose is answered with a reason, never with a fault of ours. */

let world: World;
let session: string;
let callId = "";

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url } });
  session = await world.session("kristin.hale@example.com");
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.hangUp("5503309");
  await until("the call", async () => {
    const [row] = await world.query<{ id: string }>("select id from calls where state = 'ended'");
    callId = row?.id ?? "";
    return callId !== "";
  });
});
afterAll(() => world.close());

function isNoFaultOfOurs({ status }: ApiAnswer): boolean {
  return status < 500;
}

const texts = {
  "a NUL": "a\u0000b",
  "half a character": "a\ud83d",
  HTML: "<img src=x onerror=alert(1)>",
  "right to left": "\u202eمرحبا שלום\u202c",
  "500 signs": "👩‍👩‍👧‍👦".repeat(45),
  "a quotation": `'; drop table calls; --"`,
  nothing: "",
};

describe.each(Object.entries(texts))("%s", (_, text) => {
  test.each([
    ["PUT", "note", { text, disposition: null }],
    ["PUT", "note", { text: "x", disposition: text }],
    ["POST", "pop/failed", { moment: "ring", words: text }],
    ["POST", "control", { action: "transfer_blind", target: text }],
  ])("%s of a call's %s", async (method, what, body) => {
    await world.api(session, "POST", `calls/${callId}/pop`, { moment: "ring", tab: randomUUID() });
    const answer = await world.api(session, method, `calls/${callId}/${what}`, body);
    expect(answer).toSatisfy(isNoFaultOfOurs);
  });

  test.each([
    ["dial", { number: text }],
    ["dial/preview", { number: text }],
    ["people", { name: text, number: "+12125550190" }],
    ["people", { name: "Nina New", number: text }],
  ])("POST %s", async (path, body) => {
    const answer = await world.api(session, "POST", path, body);
    expect(answer).toSatisfy(isNoFaultOfOurs);
  });

  test.each(["people?q=", "directory?q=", "calls?numbers=", "calls?user=1&before="])(
    "GET %s",
    async (path) => {
      const answer = await world.api(session, "GET", path + encodeURIComponent(text.toWellFormed()));
      expect(answer).toSatisfy(isNoFaultOfOurs);
    },
  );
});

test.each([
  "calls?user=9007199254740991",
  "calls?user=9007199254740992",
  "calls?ticket=1e15",
  `calls?user=1&before=zzzzzzzzzz.${randomUUID()}`,
  `calls?user=1&before=0.${randomUUID()}`,
  `calls?numbers=${"+1212555,".repeat(200)}`,
  "people?q=%E0%A4%A",
  "calls/%00",
  `calls/${encodeURIComponent("../me")}`,
  "nothing/of/the/kind",
])("GET %s", async (path) => {
  expect(await world.api(session, "GET", path)).toSatisfy(isNoFaultOfOurs);
});

test.each([
  ["calls/x/ticket", { ticketId: 2 ** 53 }],
  ["calls/x/ticket", { ticketId: 9007199254740991 }],
  ["calls/x/contact", { userId: 9007199254740991 }],
  ["calls/x/contact", { userId: -1 }],
  ["settings", { pop: "pop", openTopBar: "yes" }],
  ["settings", ["pop"]],
  ["settings", null],
])("PUT %s %j", async (path, body) => {
  const answer = await world.api(session, "PUT", path.replace("x", callId), body);
  expect(answer).toSatisfy(isNoFaultOfOurs);
});

test("a body that is larger than anything the app says is not read", async () => {
  const answer = await fetch(`${world.service.url}/api/app/calls/${callId}/note`, {
    method: "PUT",
    headers: { authorization: `Bearer ${session}`, "content-type": "application/json" },
    // More than is read, and no more than a socket takes before anybody reads.
    body: JSON.stringify({ text: "x".repeat(300_000), disposition: null }),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: "body_too_large" });
});
