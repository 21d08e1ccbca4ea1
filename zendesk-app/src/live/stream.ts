import { LiveMessage } from "@deskline/shared/app";
import type { Api } from "../api/api.ts";
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
  onState(state: StreamState): void;
};

/** The service says something at least every 15 s. */
const silenceMs = 40_000;
const lostAfterMs = 10_000;
const longestWaitMs = 30_000;

/** Keeps an event stream open for as long as it is wanted, and loses nothing between two connections. */
export function openStream(api: Api, watch: Watch, { onMessage, onState }: StreamHandlers): Stream {
  let watched = watch;
  let lastEventId: string | null = null;
  let failures = 0;
  let closed = false;
  let connection = new AbortController();
  let wake = (): void => undefined;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;

  function broken(): void {
    onState("connecting");
    lostTimer ??= setTimeout(() => onState("lost"), lostAfterMs);
  }

  function alive(): void {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    failures = 0;
    onState("live");
  }

  async function follow(): Promise<void> {
    const { signal } = connection;
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
    };
    heard();
    try {
      const headers = lastEventId === null ? {} : { "last-event-id": lastEventId };
      const answer = await api.open(pathOf(watched), headers, AbortSignal.any([signal, silence.signal]));
      if (answer.body === null) return;
      alive();
      for await (const event of readStream(answer.body)) {
        heard();
        if (signal.aborted) return;
        take(event);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  function take({ event, data, id }: StreamEvent): void {
    if (event === "") return;
    if (id !== null) lastEventId = id;
    const message: unknown = event === "call" ? { kind: event, call: JSON.parse(data) } : { kind: event };
    onMessage(LiveMessage.parse(message));
  }

  async function run(): Promise<void> {
    broken();
    while (!closed) {
      connection = new AbortController();
      try {
        await follow();
      } catch (error) {
        if (error instanceof SessionOver) return onState("lost");
        if (!connection.signal.aborted) failures += 1;
      }
      if (closed) return;
      if (connection.signal.aborted) continue;
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

  /** A computer that wakes up or finds its network again need not wait. */
  function hurry(): void {
    if (document.visibilityState === "visible") wake();
  }
  globalThis.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  void run();

  return {
    watch(next) {
      if (pathOf(next) === pathOf(watched)) return;
      watched = next;
      connection.abort();
      wake();
    },
    close() {
      closed = true;
      clearTimeout(lostTimer);
      globalThis.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      connection.abort();
      wake();
    },
  };
}

function pathOf({ users, numbers }: Watch): string {
  const query = new URLSearchParams({ users: users.join(","), numbers: numbers.join(",") });
  return `live?${query.toString()}`;
}
