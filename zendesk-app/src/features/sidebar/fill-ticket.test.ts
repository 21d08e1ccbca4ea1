import { expect, test } from "vitest";
import { callLike, phillip } from "../../testing/samples.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { prefill } from "./fill-ticket.ts";

/** A new ticket's form, with the calls that set something. */
function form(fields: Record<string, unknown>) {
  const zaf = {
    get: async (path: string, schema: { parse(value: unknown): unknown }) => schema.parse(fields[path]),
    set: async (path: string, value: unknown) => void (fields[path] = value),
  } as unknown as Zaf;
  return { fields, zaf };
}

test("requester and subject come from the call, and can be taken back", async () => {
  const { fields, zaf } = form({ "ticket.requester": null, "ticket.subject": "" });
  const undo = await prefill(zaf, callLike(), "Call from 020 7946 0123");
  expect(fields).toEqual({
    "ticket.requester": { id: 411 },
    "ticket.subject": "Call from 020 7946 0123",
  });
  expect(await undo?.()).toBe(true);
  expect(fields).toEqual({ "ticket.requester": null, "ticket.subject": "" });
});

test("what the agent wrote stays", async () => {
  const { fields, zaf } = form({ "ticket.requester": { id: "5" }, "ticket.subject": "Mine" });
  expect(await prefill(zaf, callLike(), "Call")).toBeNull();
  expect(fields).toEqual({ "ticket.requester": { id: "5" }, "ticket.subject": "Mine" });
});

test("of several people none is chosen", async () => {
  const { fields, zaf } = form({ "ticket.requester": null, "ticket.subject": null });
  const call = callLike({ candidates: [phillip, { ...phillip, userId: 412 }] });
  await prefill(zaf, call, "Call");
  expect(fields).toEqual({ "ticket.requester": null, "ticket.subject": "Call" });
});

test.each([
  ["null", (value: unknown) => value === null],
  ["an id of null", (value: unknown) => (value as { id?: unknown } | null)?.id === null],
])("a Zendesk that takes only %s for nobody is told so", async (_, takes) => {
  const { fields, zaf } = form({ "ticket.requester": null, "ticket.subject": "Mine" });
  const undo = await prefill(zaf, callLike(), "Call");
  const set = zaf.set;
  zaf.set = (path, value) =>
    path !== "ticket.requester" || takes(value) ? set(path, value) : Promise.reject(new Error("not so"));
  expect(await undo?.()).toBe(true);
  expect(fields["ticket.requester"]).toSatisfy(takes);
});

test("what Zendesk does not take back is told", async () => {
  const { fields, zaf } = form({ "ticket.requester": null, "ticket.subject": "" });
  const undo = await prefill(zaf, callLike(), "Call");
  const set = zaf.set;
  zaf.set = (path, value) =>
    path === "ticket.requester" ? Promise.reject(new Error("unavailable")) : set(path, value);
  expect(await undo?.()).toBe(false);
  expect(fields).toEqual({ "ticket.requester": { id: 411 }, "ticket.subject": "" });
});
