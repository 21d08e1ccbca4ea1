import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../api/api.ts";
import { SessionOver, Unreachable } from "../api/problem.ts";
import type { StreamState } from "./schema.ts";
import { openStream } from "./stream.ts";

const encoder = new TextEncoder();

/** A service whose stream the test speaks through. */
function service() {
  const opened: { path: string; after: string | undefined }[] = [];
  const states: StreamState[] = [];
  const kinds: string[] = [];
  let failing: Error | null = null;
  let speak: ReadableStreamDefaultController<Uint8Array>;
  const api = {
    open(path: string, headers: Record<string, string>, signal: AbortSignal) {
      opened.push({ path, after: headers["last-event-id"] });
      if (failing !== null) return Promise.reject(failing);
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          speak = controller;
          signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
        },
      });
      return Promise.resolve(new Response(body));
    },
  } as unknown as Api;
  const stream = openStream(
    api,
    { users: [], numbers: [] },
    { onMessage: ({ kind }) => kinds.push(kind), onState: (state) => states.push(state) },
  );
  return {
    stream,
    opened,
    states,
    kinds,
    fail: (error: Error | null) => (failing = error),
    say: (text: string) => speak.enqueue(encoder.encode(text)),
    drop: () => speak.error(new TypeError("network error")),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  const target = new EventTarget();
  vi.stubGlobal("document", Object.assign(target, { visibilityState: "visible" }));
  vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
  vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a connection that breaks is made anew and goes on after the last event", async () => {
  const { opened, states, kinds, say, drop } = service();
  await vi.advanceTimersByTimeAsync(0);
  say("id: 41\nevent: reset\ndata: {}\n\n: alive\n\n");
  await vi.advanceTimersByTimeAsync(0);
  drop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kinds).toEqual(["reset", "me"]);
  expect(opened.map(({ after }) => after)).toEqual([undefined, "41"]);
  expect(states).toEqual(["connecting", "live", "connecting", "live"]);
});

test("one that told of no call yet goes on from where it began", async () => {
  const { opened, kinds, say, drop } = service();
  await vi.advanceTimersByTimeAsync(0);
  say(": open\nid: 40\n\n: alive\n\n");
  await vi.advanceTimersByTimeAsync(0);
  drop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kinds).toEqual(["me"]);
  expect(opened.map(({ after }) => after)).toEqual([undefined, "40"]);
});

test("what is broken for 10 s is lost, told once, until it is live again", async () => {
  const { states, fail, drop } = service();
  await vi.advanceTimersByTimeAsync(0);
  fail(new Unreachable("No answer"));
  drop();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(states).toEqual(["connecting", "live", "connecting"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states).toEqual(["connecting", "live", "connecting", "lost"]);
  fail(null);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(states.at(-1)).toBe("live");
});

test("waiting grows, and never beyond 30 s", async () => {
  const { opened, fail, drop } = service();
  await vi.advanceTimersByTimeAsync(0);
  fail(new Unreachable("No answer"));
  drop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened.length).toBeLessThan(12);
  const before = opened.length;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(opened.length).toBeGreaterThan(before);
});

test("a stream that says nothing for 40 s is dead; heartbeats keep it", async () => {
  const { opened, states, say } = service();
  for (let beat = 0; beat < 4; beat += 1) {
    await vi.advanceTimersByTimeAsync(15_000);
    say(": alive\n\n");
  }
  expect(opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(46_000);
  expect(opened).toHaveLength(2);
  expect(states).toEqual(["connecting", "live", "connecting", "live"]);
});

test("a computer that slept does not wait for its timers", async () => {
  const { opened } = service();
  await vi.advanceTimersByTimeAsync(0);
  vi.setSystemTime(Date.now() + 3_600_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(0);
  expect(opened).toHaveLength(2);
});

test("what is watched anew replaces the connection, and nobody hears of a break", async () => {
  const { stream, opened, states } = service();
  await vi.advanceTimersByTimeAsync(0);
  stream.watch({ users: [7], numbers: [] });
  stream.watch({ users: [7], numbers: [] });
  await vi.advanceTimersByTimeAsync(0);
  expect(opened.map(({ path }) => path)).toEqual(["live?users=&numbers=", "live?users=7&numbers="]);
  expect(states).toEqual(["connecting", "live", "live"]);
});

test("a session that is over ends it", async () => {
  const { opened, states, fail, drop } = service();
  await vi.advanceTimersByTimeAsync(0);
  fail(new SessionOver("over"));
  drop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(opened).toHaveLength(2);
  expect(states.at(-1)).toBe("lost");
});
