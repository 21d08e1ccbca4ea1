import { createHmac } from "node:crypto";
import { Problem } from "@deskline/shared/errors";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { runCli } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

const largest = 256 * 1024;
let world: World;
let secret = "";
let lastCall = 0;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: database.url }, connect: false });
  secret = world.env["DESKLINE_PBX_WEBHOOK_SECRET"] ?? "";
  await until("the integration to be known", async () => (await post({ body: "{}" })).status === 200);
});
afterAll(() => world.close());

type Sending = {
  body?: string | Uint8Array<ArrayBuffer>;
  url?: string;
  /** Null: no header at all. Default: the right signature. */
  signature?: string | null;
  chunked?: boolean;
};

function post({ body = "{}", url, signature, chunked = false }: Sending): Promise<Response> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const header = signature === undefined ? sign(bytes, secret) : signature;
  const headers = {
    "content-type": "application/json",
    connection: "close",
    ...(header === null ? {} : { "x-signature": header }),
  };
  const target = url ?? world.webhookUrl;
  if (!chunked) return fetch(target, { method: "POST", headers, body: bytes });
  const streamed = { method: "POST", headers, body: new Blob([bytes]).stream(), duplex: "half" };
  return fetch(target, streamed);
}

function sign(
  body: Uint8Array | string,
  key: string,
  encoding: "base64" | "base64url" | "hex" = "base64",
): string {
  return createHmac("sha256", key).update(body).digest(encoding);
}

async function refusals(code: string): Promise<number> {
  const text = await (await fetch(`${world.service.url}/metrics`)).text();
  const line = text.split("\n").find((one) => one.startsWith(`deskline_pbx_refusals_total{code="${code}"}`));
  return Number(line?.split(" ")[1] ?? 0);
}

function newCallId(): string {
  lastCall += 1;
  return `${Math.floor(Date.now() / 1000)}.${String(lastCall)}`;
}

type EventRow = { type: number; state: string; reason: string | null; pbx_call_id: string | null };

function eventsOfCall(callId: string): Promise<EventRow[]> {
  return world.query<EventRow>(
    "select type, state, reason, pbx_call_id from pbx_events where pbx_call_id = $1 order by id",
    [callId],
  );
}

function eventsOfType(type: number): Promise<EventRow[]> {
  return world.query<EventRow>(
    "select type, state, reason, pbx_call_id from pbx_events where type = $1 order by id",
    [type],
  );
}

function ringing(
  callId: string,
  channelId = "PJSIP/2005-0000002a",
  msgAs: "text" | "object" = "text",
): string {
  const msg = {
    call_id: callId,
    members: [{ extension: { number: "2005", channel_id: channelId, member_status: "RING", call_path: "" } }],
  };
  return JSON.stringify({
    type: 30011,
    sn: "3640A1234567",
    msg: msgAs === "text" ? JSON.stringify(msg) : msg,
  });
}

describe("a request that is no signed event is refused, says why and is counted", () => {
  const event = '{"type":30099,"sn":"x","msg":"{}"}';
  const unknownUrl = () => world.webhookUrl.replace(/\/pbx\/[^/]+\//, "/pbx/nobody-has-this-key/");
  const cases: [name: string, sending: () => Sending, status: number, code: string][] = [
    ["no signature", () => ({ body: event, signature: null }), 401, "signature_missing"],
    ["an empty signature", () => ({ body: event, signature: "" }), 401, "signature_wrong"],
    ["another secret", () => ({ body: event, signature: sign(event, "wrong") }), 401, "signature_wrong"],
    ["another body", () => ({ body: event, signature: sign("{}", secret) }), 401, "signature_wrong"],
    [
      "hex, not Base64",
      () => ({ body: event, signature: sign(event, secret, "hex") }),
      401,
      "signature_wrong",
    ],
    ["no Base64 at all", () => ({ body: event, signature: "!!! ???" }), 401, "signature_wrong"],
    [
      "too short",
      () => ({
        body: event,
        signature: Buffer.from(sign(event, secret), "base64").subarray(1).toString("base64"),
      }),
      401,
      "signature_wrong",
    ],
    [
      "too long",
      () => ({
        body: event,
        signature: Buffer.concat([Buffer.from(sign(event, secret), "base64"), Buffer.of(0)]).toString(
          "base64",
        ),
      }),
      401,
      "signature_wrong",
    ],
    ["unknown integration, signed", () => ({ body: event, url: unknownUrl() }), 404, "integration_unknown"],
    [
      "unknown integration, unsigned",
      () => ({ body: event, url: unknownUrl(), signature: null }),
      404,
      "integration_unknown",
    ],
    ["one byte too many", () => ({ body: oversized() }), 413, "body_too_large"],
    ["one byte too many in chunks", () => ({ body: oversized(), chunked: true }), 413, "body_too_large"],
    ["too large and unsigned", () => ({ body: oversized(), signature: null }), 413, "body_too_large"],
    ["too large for nobody", () => ({ body: oversized(), url: unknownUrl() }), 413, "body_too_large"],
    ["nothing", () => ({ body: "" }), 400, "body_not_json"],
    ["half a document", () => ({ body: '{"type":30011' }), 400, "body_not_json"],
    ["words", () => ({ body: "hello" }), 400, "body_not_json"],
    ["bytes that are no text", () => ({ body: Uint8Array.of(0xff, 0xfe, 0x00) }), 400, "body_not_json"],
    ["a NUL byte in a string", () => ({ body: '{"type":30011,"msg":"\u0000"}' }), 400, "body_not_json"],
    ["an array", () => ({ body: "[]" }), 422, "event_unreadable"],
    ["an array of events", () => ({ body: `[${event}]` }), 422, "event_unreadable"],
    ["a deep array", () => ({ body: "[".repeat(100_000) + "]".repeat(100_000) }), 422, "event_unreadable"],
    ["a string", () => ({ body: '"30011"' }), 422, "event_unreadable"],
    ["a number", () => ({ body: "30011" }), 422, "event_unreadable"],
    ["true", () => ({ body: "true" }), 422, "event_unreadable"],
    ["null", () => ({ body: "null" }), 422, "event_unreadable"],
    ["type as text", () => ({ body: '{"type":"30011"}' }), 422, "event_unreadable"],
    ["type null", () => ({ body: '{"type":null}' }), 422, "event_unreadable"],
    ["type with a fraction", () => ({ body: '{"type":30011.5}' }), 422, "event_unreadable"],
    ["a type that no PBX numbers so high", () => ({ body: '{"type":3000000000}' }), 422, "event_unreadable"],
  ];

  test.each(cases)("%s", async (_, sending, status, code) => {
    const before = await refusals(code);
    const answer = await post(sending());
    const problem = Problem.parse(await answer.json());
    expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
    expect(problem.message).toMatch(/^[A-Z].*\.$/);
    expect(answer.headers.get("x-request-id")).toBe(problem.requestId);
    expect(await refusals(code)).toBe(before + 1);
  });

  test("none of them left an event behind", async () => {
    expect(await eventsOfType(30099)).toEqual([]);
  });

  test("an unknown integration is answered alike, signed or not, and its key is not repeated", async () => {
    const answers = await Promise.all([
      post({ body: event, url: unknownUrl() }),
      post({ body: event, url: unknownUrl(), signature: null }),
    ]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts.map((text) => text.replace(/"requestId":"[^"]+"/, "")))).toHaveProperty("size", 1);
    expect(texts[0]).not.toContain("nobody-has-this-key");
  });

  test("the largest body allowed is taken", async () => {
    expect((await post({ body: padded(largest) })).status).toBe(202);
    expect((await post({ body: padded(largest - 1), chunked: true })).status).toBe(202);
  });

  test.each(["GET", "PUT", "DELETE"])("%s is answered with a problem", async (method) => {
    const answer = await fetch(world.webhookUrl, { method });
    expect([404, 405]).toContain(answer.status);
    const problem = Problem.parse(await answer.json());
    expect(["not_found", "method_not_allowed"]).toContain(problem.code);
  });

  test.each([
    ["an empty key", "/pbx//events"],
    ["a key of broken escapes", "/pbx/%E0%A4%A/events"],
    ["a key of NUL", "/pbx/%00/events"],
    ["a key of 4000 letters", `/pbx/${"k".repeat(4000)}/events`],
  ])("%s is no integration", async (_, path) => {
    const answer = await post({ body: event, url: `${world.service.url}${path}` });
    expect(answer.status).toBe(404);
    expect(Problem.parse(await answer.json()).code).toMatch(/^(not_found|integration_unknown)$/);
  });
});

function padded(bytes: number): string {
  const frame = '{"type":30098,"sn":"x","msg":""}';
  return frame.replace('"msg":""', `"msg":"${"a".repeat(bytes - frame.length)}"`);
}

function oversized(): string {
  return padded(largest + 1);
}

describe("what is signed and readable is acknowledged", () => {
  test.each(['{"event":"test"}', "{}", '{"anything":[1,2,3]}'])(
    "the PBX's test message %s gets 200 and leaves nothing behind",
    async (body) => {
      const before = await world.query("select id from pbx_events");
      const answer = await post({ body });
      expect(answer.status).toBe(200);
      expect(await world.query("select id from pbx_events")).toHaveLength(before.length);
    },
  );

  test("an event of a type we do not know is kept as it came", async () => {
    const body = '{ "type": 30777, "sn": "S", "later": true, "msg": {"a":"b"} }';
    expect((await post({ body })).status).toBe(202);
    const rows = await world.query<{ envelope: string; state: string }>(
      "select envelope, state from pbx_events where type = 30777",
    );
    expect(rows).toEqual([{ envelope: body, state: "kept" }]);
  });

  test("an event of a type we do not know is kept whatever form its message has", async () => {
    const messages = ["null", "[1,2]", "7", "true", '"text"', "{}"];
    const statuses: number[] = [];
    for (const msg of messages) {
      statuses.push((await post({ body: `{"type":30778,"sn":"S","msg":${msg}}` })).status);
    }
    expect(Object.fromEntries(messages.map((msg, i) => [msg, statuses[i]]))).toEqual(
      Object.fromEntries(messages.map((msg) => [msg, 202])),
    );
  });

  test("an event that the PBX sends eight times at once is acknowledged each time and kept once", async () => {
    const body = '{"type":30779,"sn":"S","msg":{"same":"event"}}';
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ body })));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(8).fill(202));
    expect(await eventsOfType(30779)).toHaveLength(1);
  });

  test("a call's event sent eight times at once is applied once", async () => {
    const callId = newCallId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ body: ringing(callId) })));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(8).fill(202));
    expect(await eventsOfCall(callId)).toMatchObject([{ state: "applied" }]);
  });

  test("the message may be an object or text: both are the same event", async () => {
    const callId = newCallId();
    await post({ body: ringing(callId, "PJSIP/2005-0000002b", "text") });
    await post({ body: ringing(callId, "PJSIP/2005-0000002b", "object") });
    expect(await eventsOfCall(callId)).toMatchObject([{ state: "applied" }]);
  });
});

describe("a malformed event of a known type is kept with its reason and stops nothing", () => {
  test.each([
    ["text that is no JSON", '"{"'],
    ["text of an array", '"[]"'],
    ["text of null", '"null"'],
    ["empty text", '""'],
    ["no call", '{"members":[]}'],
    ["a blank call", '{"call_id":"  ","members":[]}'],
    ["a call by number", '{"call_id":7,"members":[]}'],
    ["members as text", '{"call_id":"1790000000.1","members":"none"}'],
    ["a call's name of 101 letters", `{"call_id":"${"1".repeat(101)}","members":[]}`],
  ])("%s", async (name, msg) => {
    const before = (await eventsOfType(30013)).length;
    const answer = await post({ body: `{"type":30013,"sn":${JSON.stringify(name)},"msg":${msg}}` });
    expect(answer.status).toBe(202);
    const rows = await eventsOfType(30013);
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)?.state).toBe("failed");
    expect(rows.at(-1)?.reason).toMatch(/\w/);
    expect(rows.at(-1)?.reason).not.toContain("Cannot read properties");
  });

  test("a known event without a message is kept as failed", async () => {
    expect((await post({ body: '{"type":30014,"sn":"none"}' })).status).toBe(202);
    expect(await eventsOfType(30014)).toMatchObject([{ state: "failed" }]);
  });

  test("the events behind it are applied, those of the same call too", async () => {
    const [one, other] = [newCallId(), newCallId()];
    const broken = { type: 30011, sn: "x", msg: { call_id: one, members: 5 } };
    const half = {
      type: 30011,
      sn: "x",
      msg: {
        call_id: one,
        members: [
          { extension: { number: "2005", channel_id: "PJSIP/2005-0000002c", member_status: "MELTED" } },
          { nobody: {} },
          7,
          { extension: { number: "2006", channel_id: "PJSIP/2006-0000002d", member_status: "RING" } },
        ],
      },
    };
    const statuses: number[] = [];
    for (const body of [JSON.stringify(broken), JSON.stringify(half), ringing(one), ringing(other)])
      statuses.push((await post({ body })).status);
    expect(statuses).toEqual([202, 202, 202, 202]);
    expect((await eventsOfCall(one)).map((row) => row.state)).toEqual(["applied", "applied"]);
    expect((await eventsOfCall(other)).map((row) => row.state)).toEqual(["applied"]);
    const [call] = await world.query<{ numbers: string[] }>(
      "select jsonb_path_query_array(summary, '$.legs[*].number') as numbers from calls where pbx_call_id = $1",
      [one],
    );
    expect(call?.numbers.toSorted()).toEqual(["2005", "2006"]);
  });
});

describe("hostile text does no harm", () => {
  test("bytes that are no UTF-8 inside a string are replaced and the event is kept", async () => {
    const frame = new TextEncoder().encode('{"type":30780,"sn":"S","msg":"a?b"}');
    frame[frame.indexOf(0x3f)] = 0xff;
    expect((await post({ body: frame })).status).toBe(202);
    expect(await eventsOfType(30780)).toMatchObject([{ state: "kept" }]);
  });

  test.each(["\\u0000", "\\ud800", "\\udfff\\ud800", "\\u0007\\u001b[2J", "\\u202e\\u2028"])(
    "%s in every string of a call is taken",
    async (escape) => {
      const callId = newCallId();
      const member = (status: string) =>
        `{"inbound":{"from":"555${escape}0100","to":"2005${escape}","trunk_name":"sip${escape}","channel_id":"PJSIP/t-0000${escape}003a","member_status":"${status}","call_path":"${escape}"}}`;
      const frames = [
        `{"type":30011,"sn":"${escape}","msg":{"call_id":"${callId}${escape}","members":[${member("ALERT")}]}}`,
        `{"type":30015,"sn":"${escape}","msg":{"call_id":"${callId}${escape}","reason":"${escape}","members":[${member("BYE")}]}}`,
        `{"type":30012,"sn":"${escape}","msg":{"call_id":"${callId}${escape}","time_start":"${escape}","call_from":"Eve${escape}<555${escape}0100>","call_to":"2005","call_duration":"${escape}","talk_duration":0,"status":"${escape}","type":"${escape}","recording":"${escape}","did_number":"${escape}","did_name":"${escape}"}}`,
      ];
      const statuses: number[] = [];
      for (const body of frames) statuses.push((await post({ body })).status);
      expect(statuses).toEqual([202, 202, 202]);
      const rows = await world.query<{ state: string }>(
        "select state from pbx_events where pbx_call_id like $1 order by id",
        [`${callId}%`],
      );
      expect(rows.map((row) => row.state)).toEqual(["applied", "applied", "applied"]);
    },
  );

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a channel, a number and a call named %s are names like any other",
    async (name) => {
      const callId = `${newCallId()}-${name}`;
      const member = (status: string) => ({
        inbound: {
          from: name,
          to: name,
          trunk_name: name,
          channel_id: name,
          member_status: status,
          call_path: name,
        },
      });
      for (const status of ["ALERT", "ANSWERED", "BYE"]) {
        const body = JSON.stringify({
          type: 30011,
          sn: "x",
          msg: { call_id: callId, members: [member(status)] },
        });
        expect((await post({ body })).status).toBe(202);
      }
      expect(await eventsOfCall(callId)).toMatchObject([
        { state: "applied", reason: null },
        { state: "applied", reason: null },
        { state: "applied", reason: null },
      ]);
      const [call] = await world.query<{ legs: unknown[] }>(
        "select summary->'legs' as legs from calls where pbx_call_id = $1",
        [callId],
      );
      expect(call?.legs).toEqual([{ channelId: name, kind: "inbound", number: name, state: "gone" }]);
    },
  );

  test.each([
    ["in an object", (deep: string) => `{"type":30781,"sn":"S","msg":{"deep":${deep}}}`],
    ["in text", (deep: string) => `{"type":30782,"sn":"S","msg":${JSON.stringify(deep)}}`],
    ["in a call", (deep: string) => `{"type":30013,"sn":"S","msg":{"call_id":"1.deep","members":${deep}}}`],
  ])("JSON nested 50,000 deep %s is no error of ours", async (_, frame) => {
    const answer = await post({ body: frame("[".repeat(50_000) + "]".repeat(50_000)) });
    expect([202, 422]).toContain(answer.status);
  });

  test("a call of a thousand parties is taken", async () => {
    const callId = newCallId();
    const members = Array.from({ length: 1000 }, (_, i) => ({
      extension: {
        number: String(i),
        channel_id: `PJSIP/${String(i)}-${String(i).padStart(8, "0")}`,
        member_status: "RING",
      },
    }));
    expect(
      (await post({ body: JSON.stringify({ type: 30011, sn: "x", msg: { call_id: callId, members } }) }))
        .status,
    ).toBe(202);
    expect(await eventsOfCall(callId)).toMatchObject([{ state: "applied" }]);
  });
});

test("while the secret is changed the one before is accepted too, and no longer after the next change", async () => {
  const first = secret;
  const [second, third] = ["b".repeat(32), "c".repeat(32)];
  const body = '{"event":"test"}';
  const statusWith = async (key: string) => (await post({ body, signature: sign(body, key) })).status;
  const change = async (next: string) => {
    const env = { ...world.env, DESKLINE_PBX_WEBHOOK_SECRET: next };
    expect(await runCli(["integration", "set-webhook-secret"], env)).toMatchObject({ code: 0, stderr: "" });
    await until("the new secret to be accepted", async () => (await statusWith(next)) === 200);
    secret = next;
  };
  expect(await statusWith(second)).toBe(401);
  await change(second);
  expect(await statusWith(first)).toBe(200);
  await change(third);
  expect(await statusWith(second)).toBe(200);
  expect(await statusWith(first)).toBe(401);
});

test("no secret stands in the database or in the service's output as plain text", async () => {
  const [row] = await world.query<{ text: string }>(
    "select string_agg(c::text, ' ') as text from pbx_connections c",
  );
  const output = world.service.output();
  for (const plain of [secret, world.env["DESKLINE_PBX_WEBHOOK_SECRET"] ?? "", world.pbx.clientSecret]) {
    expect(plain).not.toBe("");
    expect(row?.text).not.toContain(plain);
    expect(output).not.toContain(plain);
  }
});
