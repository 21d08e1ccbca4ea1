import { expect, test } from "vitest";
import { frameEvents } from "../../live/protocol.ts";
import type { Show } from "../../live/schema.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { createPanel } from "./panel.ts";

const what: Show = { tab: "now", callId: "1" };

function world(instances: string[]) {
  const did: unknown[] = [];
  const clock = { now: 0 };
  let ready: (data: unknown) => void = () => undefined;
  const zaf = {
    instances: () =>
      Promise.resolve(instances.map((location) => ({ guid: `guid of ${location}`, location }))),
    on: (_event: string, handler: typeof ready) => (ready = handler),
    send: (...message: unknown[]) => did.push(message),
    invokeIn: (...action: unknown[]) => {
      did.push(action);
      return Promise.resolve();
    },
  } as unknown as Zaf;
  const panel = createPanel(zaf, () => clock.now);
  return { panel, clock, did, ready: () => ready({ from: "guid of top_bar" }) };
}

const told = ["guid of top_bar", frameEvents.show, what];
const opened = ["guid of top_bar", "popover", "show"];

test("the pane is loaded hidden", async () => {
  const { panel, did } = world(["background", "top_bar"]);
  await panel.preload();
  expect(did).toEqual([["guid of top_bar", "preloadPane"]]);
});

test("the pane is told what to show before it opens, and again when it listens only then", async () => {
  const { panel, did, ready } = world(["top_bar"]);
  await panel.show(what);
  expect(did.splice(0)).toEqual([told, opened]);
  ready();
  ready();
  expect(did).toEqual([told]);
});

test("what was to be shown long ago is not", async () => {
  const { panel, clock, did, ready } = world(["top_bar"]);
  await panel.show(what);
  did.splice(0);
  clock.now = 10_000;
  ready();
  expect(did).toEqual([]);
});

test("without a top bar nothing is opened", async () => {
  const { panel, did } = world(["background"]);
  await panel.show(what);
  expect(did).toEqual([]);
});
