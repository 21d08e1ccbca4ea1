import { CallView, LiveMessage } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { z } from "zod";
import { readerOf, type JsonSchema } from "./json-schema.ts";

const compiled = (schema: z.ZodType) => readerOf(z.toJSONSchema(schema) as JsonSchema);

const call = {
  id: "0f8e0a44-6c5b-4b0e-9a86-3b7f5f2a1c11",
  revision: 7,
  state: "talking",
  direction: "inbound",
  outcome: null,
  failure: null,
  number: "5503309",
  e164: null,
  candidates: [{ userId: 411, name: "Phillip Huff", why: "same_number", openTicketId: null }],
  group: { number: "6400", name: "Hotline" },
  did: null,
  dialledBy: null,
  answeredBy: [],
  phones: [{ number: "2005", name: "Kristin Hale", state: "talking", consulting: false }],
  startedAt: 1,
  answeredAt: 2,
  endedAt: null,
  ringMs: 0,
  talkMs: 0,
  transferred: false,
  recordings: 0,
  recordingState: "ready",
  note: null,
  ticketId: null,
  controls: { muted: false, recording: null },
} satisfies CallView;

test("what zod takes is taken, unchanged", () => {
  expect(compiled(CallView).parse(call)).toEqual(CallView.parse(call));
  expect(compiled(LiveMessage).parse({ kind: "call", call })).toEqual({ kind: "call", call });
  expect(compiled(LiveMessage).parse({ kind: "me" })).toEqual({ kind: "me" });
});

test("what a newer service says besides does no harm", () => {
  expect(compiled(CallView).parse({ ...call, mood: "good" })).toMatchObject({ id: call.id });
});

test.each([
  ["a property that is missing", { ...call, state: undefined }],
  ["a property of another type", { ...call, revision: "7" }],
  ["null where there must be something", { ...call, phones: null }],
  ["a word that is not in the list", { ...call, state: "asleep" }],
  ["a mistake deep inside", { ...call, candidates: [{ userId: 411 }] }],
  ["no object at all", "call"],
])("%s is refused", (_what, value) => {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  expect(() => compiled(CallView).parse(plain)).toThrow("Not as agreed");
  expect(() => CallView.parse(plain)).toThrow(z.ZodError);
});
