import { LiveMessage } from "@deskline/shared/app";
import type { Api } from "../api/api.ts";
import { fitting } from "../api/fitting.ts";
import { SessionOver } from "../api/problem.ts";
import { readStream, type StreamEvent } from "./read-stream.ts";
import type { StreamState, Watch } from "./schema.ts";

export type Stream = {
  /** Replaces what is watched: the connection is made anew and goes on where the old one ended. */
  watch(watch: Watch): void;
  close(): void;
};

export type StreamHandlers = {
  onMessage(message: LiveMessage): void;
  /** `live` is told with each connection, also with one that only replaces another. */
  onState(state: StreamState): void;
};

/** The service says something at least every 15 s. */
const silenceMs = 40_000;
const checkMs = 5_000;
const lostAfterMs = 10_000;
const longestWaitMs = 30_000;

/** Keeps an event stream open for as long as it is wanted, and loses nothing between two connections. */
export function openStream(api: Api, watch: Watch, { onMessage, onState }: StreamHandlers): Stream {
  let watched = watch;
  let lastEventId: string | null = null;
  let failures = 0;
  let connectedBefore = false;
  let closed = false;
  let heardAt = Date.now();
  let connection = new AbortController();
  let wake = (): void => undefined;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;

  /** Told once: what is lost stays lost until it is live again. */
  function broken(): void {
    if (lostTimer !== undefined) return;
    onState("connecting");
    lostTimer = setTimeout(() => onState("lost"), lostAfterMs);
  }

  /** Calls are told again after a break, changes of the agent are not: those are to be read. */
  function alive(): void {
    const missedSomething = lostTimer !== undefined && connectedBefore;
    clearTimeout(lostTimer);
    lostTimer = undefined;
    failures = 0;
    connectedBefore = true;
    onState("live");
    if (missedSomething) onMessage({ kind: "me" });
  }

  async function follow(signal: AbortSignal): Promise<void> {
    const headers = lastEventId === null ? {} : { "last-event-id": lastEventId };
    const answer = await api.open(pathOf(watched), headers, signal);
    signal.throwIfAborted();
    if (answer.body === null) throw new Error("An event stream without a body");
    heardAt = Date.now();
    alive();
    for await (const event of readStream(answer.body)) {
      signal.throwIfAborted();
      heardAt = Date.now();
      take(event);
    }
  }

  function take({ event, data, id }: StreamEvent): void {
    if (id !== null) lastEventId = id;
    if (event === "") return;
    const message: unknown = event === "call" ? { kind: event, call: JSON.parse(data) } : { kind: event };
    onMessage(LiveMessage.parse(message));
  }

  async function run(): Promise<void> {
    broken();
    while (!closed) {
      connection = new AbortController();
      heardAt = Date.now();
      try {
        await follow(connection.signal);
      } catch (error) {
        if (error instanceof SessionOver) return stop("lost");
        if (!connection.signal.aborted) failures += 1;
      }
      if (closed || connection.signal.aborted) continue;
      broken();
      await pause();
    }
  }

  function pause(): Promise<void> {
    const longest = Math.min(500 * 2 ** failures, longestWaitMs);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * A computer that slept finds its connection dead and its clock ahead: the time since anything was heard counts,
   * not that of a timer, which slept as well.
   */
  function check(): void {
    if (Date.now() - heardAt < silenceMs) return;
    broken();
    connection.abort();
    wake();
  }

  /** Whoever comes back, or finds a network again, need not wait. */
  function hurry(): void {
    check();
    if (document.visibilityState === "visible") wake();
  }

  const checks = setInterval(check, checkMs);
  globalThis.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  void run();

  function stop(state?: StreamState): void {
    closed = true;
    clearTimeout(lostTimer);
    clearInterval(checks);
    globalThis.removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", hurry);
    if (state !== undefined) onState(state);
  }

  return {
    watch(next) {
      if (pathOf(next) === pathOf(watched)) return;
      watched = next;
      connection.abort();
      wake();
    },
    close() {
      stop();
      connection.abort();
      wake();
    },
  };
}

function pathOf({ users, numbers }: Watch): string {
  // Calls whose caller is known come by the user, also when their number is one too many to be named.
  const query = new URLSearchParams({ users: fitting(users), numbers: fitting(numbers) });
  return `live?${query.toString()}`;
}
