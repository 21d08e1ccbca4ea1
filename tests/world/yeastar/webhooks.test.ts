import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scenarioNames, scenarios } from "./scenarios.ts";
import { messageOf, type Envelope } from "./wire.ts";
import { ask, pbx, rowsOf, simulatorPerTest } from "./session.ts";

const secret = "0123456789abcdef0123456789abcdef";

simulatorPerTest();

describe("webhooks", () => {
  type Received = { body: string; headers: IncomingHttpHeaders };
  let receiver: Server;
  let received: Received[];
  let answers: number[];

  beforeEach(async () => {
    received = [];
    answers = [];
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers });
        response.writeHead(answers.shift() ?? 202).end();
      });
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
  });

  afterEach(() => receiver.close());

  function address(): string {
    const bound = receiver.address();
    return typeof bound === "object" && bound ? `http://127.0.0.1:${bound.port}/events` : "";
  }

  function types(): number[] {
    return received.map(({ body }) => (JSON.parse(body) as Envelope).type);
  }

  test("an event is signed over its raw body with the secret, in Base64", async () => {
    pbx.setWebhook({ url: address(), secret, eventIds: [30012] });
    scenarios.direct(pbx);
    await pbx.settled();
    expect(types()).toEqual([30012]);
    const { body = "", headers } = received[0] ?? {};
    expect(headers?.["x-signature"]).toBe(createHmac("sha256", secret).update(body).digest("base64"));
  });

  test("what was not accepted is sent again before anything newer, and given up in the end", async () => {
    pbx.setWebhook({ url: address(), secret, retryCount: 1 });
    answers = [500, 202, 500, 500];
    const call = pbx.inbound({ from: "5503309", to: "2005" });
    call.ring("2005");
    call.hangUp();
    await pbx.settled();
    expect(pbx.deliveries().map(({ type, attempt, status }) => [type, attempt, status])).toEqual([
      [30011, 1, 500],
      [30011, 2, 202],
      [30011, 1, 500],
      [30011, 2, 500],
      [30011, 1, 202],
      [30012, 1, 202],
    ]);
  });

  test("the API sets webhooks up, tests them and reads them back", async () => {
    const entry = { url: address(), secret, request_method: "POST", event_ids: [0] };
    expect((await ask("webhook/update", { webhook_event_push_list: [entry] })).errcode).toBe(0);
    expect(await ask("webhook/query")).toMatchObject({ data: { webhook_event_push_list: [entry] } });
    const many = { webhook_event_push_list: Array.from({ length: 6 }, () => entry) };
    expect((await ask("webhook/update", many)).errcode).toBe(60002);
    const slow = { webhook_event_push_list: [entry], webhook_event_push_timeout: 60 };
    expect((await ask("webhook/update", slow)).errcode).toBe(40002);
    const query = new URLSearchParams({ url: address(), secret, request_method: "POST" });
    await ask(`webhook/test?${query.toString()}`);
    await pbx.settled();
    expect(received.map(({ body }) => body)).toEqual(['{"event":"test"}']);
  });

  test("every switch for delivery does what it says", async () => {
    pbx.setWebhook({ url: address(), secret });
    pbx.switches.duplicate = 2;
    pbx.switches.lose = (envelope) => envelope.type === 30012;
    scenarios.callerHangsUpWhileRinging(pbx);
    await pbx.settled();
    expect(types()).toEqual(Array.from({ length: 8 }, () => 30011));
    received = [];
    Object.assign(pbx.switches, { duplicate: 1, lose: 0, reorder: true, msgAs: "object" });
    scenarios.queueThreeAgents(pbx);
    await pbx.settled();
    expect(types().toSorted((left, right) => left - right)).toEqual([
      ...Array.from({ length: 10 }, () => 30011),
      30012,
      30026,
      30026,
    ]);
    expect(types().indexOf(30012)).toBeLessThan(12);
    expect(received.every(({ body }) => typeof (JSON.parse(body) as Envelope).msg === "object")).toBe(true);
  });

  test("while the PBX is down its events are lost and its records are kept", async () => {
    pbx.setWebhook({ url: address(), secret });
    await pbx.goDown();
    await expect(fetch(pbx.url)).rejects.toThrow("fetch failed");
    scenarios.direct(pbx);
    await pbx.comeBack();
    await pbx.settled();
    expect(received).toEqual([]);
    expect(rowsOf(await ask("cdr/list"))).toHaveLength(1);
  });

  test.each(scenarioNames())("%s ends with its record", async (name) => {
    pbx.setWebhook({ url: address(), secret });
    scenarios[name](pbx);
    await pbx.settled();
    expect(types().at(-1)).toBe(30012);
    const last = messageOf(JSON.parse(received.at(-1)?.body ?? "") as Envelope);
    expect(pbx.cdr().some((row) => row.callId === last.call_id)).toBe(true);
    expect(pbx.calls()).toEqual([]);
  });
});
