import { expect, test } from "vitest";
import type { Zaf } from "../zaf/zaf.ts";
import { frameEvents } from "./protocol.ts";
import { reportTyping } from "./typing.ts";

function world(location: Zaf["location"]) {
  const sent: unknown[] = [];
  const handlers = new Map<string, (data: unknown) => void>();
  const clock = { now: 0 };
  const document = new EventTarget();
  const zaf = {
    guid: "me",
    location,
    instances: () => Promise.resolve([{ guid: "bg", location: "background" }]),
    send: (...message: unknown[]) => sent.push(message),
    on: (event: string, handler: (data: unknown) => void) => {
      handlers.set(event, handler);
      return () => handlers.delete(event);
    },
  } as unknown as Zaf;
  const stop = reportTyping(zaf, document, () => clock.now);
  const after = async (ms: number, what: () => void): Promise<unknown[]> => {
    clock.now += ms;
    what();
    await Promise.resolve();
    await Promise.resolve();
    return sent.splice(0);
  };
  const type = () => document.dispatchEvent(new Event("input"));
  const tick = () => {
    const ticked = new Event("input");
    Object.defineProperty(ticked, "target", { value: { type: "checkbox" } });
    document.dispatchEvent(ticked);
  };
  return { after, handlers, type, tick, stop };
}

const report = ["bg", frameEvents.typing, { from: "me" }];

test("whoever writes in a reply is reported, once a second", async () => {
  const { after, handlers } = world("ticket_sidebar");
  const write = () => handlers.get("ticket.comment.text.changed")?.("H");
  expect(await after(0, write)).toEqual([report]);
  expect(await after(900, write)).toEqual([]);
  expect(await after(100, write)).toEqual([report]);
});

test("whoever types in the app is reported, until that is ended", async () => {
  const { after, handlers, type, stop } = world("top_bar");
  expect(handlers.size).toBe(0);
  expect(await after(0, type)).toEqual([report]);
  stop();
  expect(await after(5_000, type)).toEqual([]);
});

test("whoever ticks a box does not write", async () => {
  const { after, tick } = world("top_bar");
  expect(await after(0, tick)).toEqual([]);
});
