import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../../api/api.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { holdForm } from "./hold-form.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A new ticket's form, with what the service was told of it. */
function form() {
  const fields: Record<string, unknown> = { "ticket.requester": { id: 411 } };
  const handlers = new Map<string, () => void>();
  const zaf = {
    get: async (path: string, schema: { parse(value: unknown): unknown }) => schema.parse(fields[path]),
    on: (event: string, handler: () => void) => {
      handlers.set(event, handler);
      return () => handlers.delete(event);
    },
  } as unknown as Zaf;
  const said: Record<string, unknown>[] = [];
  const api = {
    send: async (_method: string, _path: string, { holder: _, ...body }: Record<string, unknown>) =>
      said.push(body),
  } as unknown as Api;
  const page = new EventTarget();
  const emit = async (event: string): Promise<void> => {
    handlers.get(event)?.();
    page.dispatchEvent(new Event(event));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { fields, said, emit, close: holdForm(zaf, api, "call", page) };
}

test("an open form says so every minute", async () => {
  const { said } = form();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(said).toEqual([{ state: "open" }, { state: "open" }, { state: "open" }]);
});

test("what is saved is said, and nothing after that", async () => {
  const { fields, said, emit } = form();
  await emit("ticket.save");
  fields["ticket.id"] = "37";
  await emit("ticket.submit.done");
  await emit("app.willDestroy");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(said.slice(1)).toEqual([
    { state: "saving", requesterId: 411 },
    { state: "saved", ticketId: 37 },
  ]);
});

test("a form that goes while Zendesk saves it is not given up", async () => {
  const { said, emit } = form();
  await emit("ticket.save");
  await emit("app.willDestroy");
  expect(said.slice(1)).toEqual([{ state: "saving", requesterId: 411 }]);
});

test("a form that Zendesk did not take is open as before", async () => {
  const { said, emit } = form();
  await emit("ticket.save");
  await emit("ticket.submit.fail");
  expect(said.at(-1)).toEqual({ state: "open" });
});

test.each(["app.willDestroy", "undo", "pagehide"])(
  "a form that is closed unsaved gives the call free: %s",
  async (how) => {
    const { said, emit, close } = form();
    if (how === "undo") close();
    else await emit(how);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(said.slice(1)).toEqual([{ state: "closed" }]);
  },
);
