import type { LiveMessage } from "@deskline/shared/app";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../../api/api.ts";
import { frameEvents, signOfLifeMs } from "../../live/protocol.ts";
import type { Feed, Watch } from "../../live/schema.ts";
import type { StreamHandlers } from "../../live/stream.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { feedFrames } from "./feed-frames.ts";

function tab() {
  const instances = new Set(["bg", "ticket", "user"]);
  const told: { to: string; feed: Feed }[] = [];
  const greeted: string[] = [];
  const watched: Watch[] = [];
  const handlers = new Map<string, (data: unknown) => void>();
  let stream: StreamHandlers | null = null;
  const zaf = {
    guid: "bg",
    instances: () => Promise.resolve([...instances].map((guid) => ({ guid, location: "" }))),
    on: (event: string, handler: (data: unknown) => void) => handlers.set(event, handler),
    send: (to: string, event: string, data: unknown) =>
      event === frameEvents.hello ? greeted.push(to) : told.push({ to, feed: data as Feed }),
  } as unknown as Zaf;
  feedFrames(
    zaf,
    {} as Api,
    () => undefined,
    (_api, watch, given) => {
      watched.push(watch);
      stream = given;
      return { watch: (next) => watched.push(next), close: () => undefined };
    },
  );
  const hear = (event: string, data: unknown) => handlers.get(event)?.(data);
  const watch = (from: string, users: number[], version: number) =>
    hear(frameEvents.watch, { from, watch: { users, numbers: [] }, version });
  const statuses = () =>
    told
      .splice(0)
      .map(({ to, feed }) => (feed.kind === "status" ? `${to} ${feed.state} ${feed.watching}` : to));
  return {
    instances,
    greeted,
    watched,
    watch,
    statuses,
    leave: (from: string) => hear(frameEvents.leave, { from }),
    state: (state: "live" | "lost") => stream?.onState(state),
    message: (message: LiveMessage) => stream?.onMessage(message),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("all frames are greeted, and the stream covers what any of them watches", async () => {
  const { greeted, watched, watch } = tab();
  await vi.advanceTimersByTimeAsync(0);
  expect(greeted).toEqual(["ticket", "user"]);
  watch("ticket", [8, 7], 1);
  watch("user", [7], 1);
  await vi.advanceTimersByTimeAsync(150);
  expect(watched).toEqual([
    { users: [], numbers: [] },
    { users: [7, 8], numbers: [] },
  ]);
});

test("a frame is told that its people are covered once the stream is open for them, not before", async () => {
  const { watch, state, statuses } = tab();
  state("live");
  watch("ticket", [7], 1);
  await vi.advanceTimersByTimeAsync(150);
  expect(statuses()).toEqual(["ticket live null"]);
  state("live");
  expect(statuses()).toEqual(["ticket live 1"]);
  watch("user", [7], 4);
  await vi.advanceTimersByTimeAsync(150);
  expect(statuses()).toEqual(["user live null", "ticket live 1", "user live 4"]);
});

test("a frame that was loaded anew is covered anew", async () => {
  const { watch, state, statuses } = tab();
  watch("ticket", [7], 5);
  await vi.advanceTimersByTimeAsync(150);
  state("live");
  watch("ticket", [], 0);
  expect(statuses().at(-1)).toBe("ticket live null");
});

test("every frame hears every message, of a lost connection, and every 20 s that all is well", async () => {
  const { watch, state, message, statuses } = tab();
  watch("ticket", [], 0);
  watch("user", [], 0);
  state("lost");
  message({ kind: "me" });
  await vi.advanceTimersByTimeAsync(200);
  statuses();
  state("lost");
  message({ kind: "me" });
  expect(statuses()).toEqual(["ticket lost null", "user lost null", "ticket", "user"]);
  await vi.advanceTimersByTimeAsync(signOfLifeMs);
  expect(statuses()).toEqual(["ticket lost null", "user lost null"]);
});

test("frames that leave or vanish are watched for no longer", async () => {
  const { instances, watched, watch, leave } = tab();
  watch("ticket", [7], 1);
  watch("user", [8], 1);
  await vi.advanceTimersByTimeAsync(150);
  leave("user");
  await vi.advanceTimersByTimeAsync(150);
  expect(watched.at(-1)).toEqual({ users: [7], numbers: [] });
  instances.delete("ticket");
  await vi.advanceTimersByTimeAsync(signOfLifeMs + 150);
  expect(watched.at(-1)).toEqual({ users: [], numbers: [] });
});
