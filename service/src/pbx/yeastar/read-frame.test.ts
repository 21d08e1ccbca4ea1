import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrame } from "./read-frame.ts";

const at = {
  transport: "webhook",
  receivedAt: Date.parse("2026-09-21T12:05:00Z"),
  timeZone: "Europe/Berlin",
} as const;
const kindOf = (text: string) => readFrame(text, at).kind;

describe("what a frame is", () => {
  test.each([
    ["not_json", ""],
    ["not_json", "heartbeat response"],
    ["not_json", '{"type":30011'],
    ["not_json", "{'type':30011}"],
    ["no_event", "[]"],
    ["no_event", '[{"type":30011}]'],
    ["no_event", '"30011"'],
    ["no_event", "30011"],
    ["no_event", "null"],
    ["no_event", "false"],
    ["no_event", '{"type":"30011"}'],
    ["no_event", '{"type":null}'],
    ["no_event", '{"type":1.5}'],
    ["no_event", '{"type":1e400}'],
    ["test", "{}"],
    ["test", '{"event":"test"}'],
    ["event", '{"type":30011}'],
    ["event", '{"type":30999,"msg":{}}'],
    ["event", '{"type":30999,"msg":"anything","sn":"S","more":[1]}'],
    ["event", ' \n{"type":30999}\t'],
  ])("%s: %s", (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  test("no text makes it throw", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 2 }),
      fc.json({ maxDepth: 2 }).map((msg) => `{"type":30011,"sn":"S","msg":${msg}}`),
      fc.json({ maxDepth: 2 }).map((msg) => `{"type":30012,"sn":"S","msg":${JSON.stringify(msg)}}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(["event", "test", "not_json", "no_event"]).toContain(kindOf(text));
      }),
    );
  });

  test("deep nesting does not make it throw either", () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    expect(["event", "no_event"]).toContain(
      kindOf(`{"type":30011,"msg":{"call_id":"1.1","members":${deep}}}`),
    );
  });
});

describe("an event frame", () => {
  const message = { call_id: "1790000000.42", members: [] };
  const asText = JSON.stringify({ type: 30011, sn: "S", msg: JSON.stringify(message) });
  const asObject = JSON.stringify({ msg: message, sn: "S", type: 30011 });

  test("is kept as it came, with its time and transport", () => {
    const frame = readFrame(asText, at);
    expect(frame).toMatchObject({
      kind: "event",
      event: { type: 30011, envelope: asText, transport: "webhook", receivedAt: at.receivedAt },
    });
  });

  test("says the same whether its message is text or an object, by webhook or by WebSocket", () => {
    const one = readFrame(asText, at);
    const other = readFrame(asObject, { ...at, transport: "websocket" });
    if (one.kind !== "event" || other.kind !== "event") throw new Error("no events");
    expect(one.event.contentHash).toBe(other.event.contentHash);
    expect(one.event.reading).toEqual(other.event.reading);
  });

  test("of another PBX's serial number with the same message has the same content: integrations keep them apart", () => {
    const one = readFrame(asText, at);
    const other = readFrame(asText.replace('"S"', '"T"'), at);
    if (one.kind !== "event" || other.kind !== "event") throw new Error("no events");
    expect(one.event.contentHash).toBe(other.event.contentHash);
  });
});
