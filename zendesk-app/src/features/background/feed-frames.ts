import type { LiveMessage } from "@deskline/shared/app";
import type { Api } from "../../api/api.ts";
import { frameEvents, signOfLifeMs } from "../../live/protocol.ts";
import { Leave, WatchMessage, type Feed, type StreamState, type Watch } from "../../live/schema.ts";
import { openStream } from "../../live/stream.ts";
import type { Zaf } from "../../zaf/zaf.ts";

/** A ticket that opens makes several frames watch at once: one new connection will do for them. */
const debounceMs = 150;

/** Holds the one stream of this browser tab and feeds the other frames from it. */
export function feedFrames(
  zaf: Zaf,
  api: Api,
  onMessage: (message: LiveMessage) => void,
  open = openStream,
): void {
  const frames = new Map<string, WatchMessage>();
  /** By frame, the version of its watch that the stream was asked for, and that it covers. */
  let asked = new Map<string, number>();
  let covered = new Map<string, number>();
  let union = unionOf([]);
  let state: StreamState = "connecting";
  let debounce: ReturnType<typeof setTimeout> | undefined;

  const stream = open(api, union, {
    onMessage(message) {
      onMessage(message);
      for (const guid of frames.keys()) tell(guid, { kind: "message", message });
    },
    onState(next) {
      state = next;
      if (state === "live") covered = new Map(asked);
      tellAll();
    },
  });

  function tell(guid: string, feed: Feed): void {
    zaf.send(guid, frameEvents.feed, feed);
  }

  function tellState(guid: string): void {
    const watching = state === "live" ? (covered.get(guid) ?? null) : null;
    tell(guid, { kind: "status", state, watching });
  }

  function tellAll(): void {
    for (const guid of frames.keys()) tellState(guid);
  }

  function watchSoon(): void {
    clearTimeout(debounce);
    debounce = setTimeout(watchAll, debounceMs);
  }

  function watchAll(): void {
    asked = new Map([...frames].map(([guid, { version }]) => [guid, version]));
    const next = unionOf([...frames.values()].map(({ watch }) => watch));
    if (JSON.stringify(next) !== JSON.stringify(union)) {
      union = next;
      return stream.watch(union);
    }
    if (state !== "live") return;
    covered = new Map(asked);
    tellAll();
  }

  function forget(guid: string): void {
    if (!frames.delete(guid)) return;
    asked.delete(guid);
    covered.delete(guid);
    watchSoon();
  }

  zaf.on(frameEvents.watch, (data) => {
    const message = WatchMessage.parse(data);
    // A frame that was loaded anew counts from the beginning again.
    if (message.version < (frames.get(message.from)?.version ?? 0)) forget(message.from);
    frames.set(message.from, message);
    watchSoon();
    tellState(message.from);
  });
  zaf.on(frameEvents.leave, (data) => forget(Leave.parse(data).from));

  /** Frames of tabs that were closed say nothing of it. */
  async function forgetVanished(): Promise<void> {
    const there = new Set((await zaf.instances()).map(({ guid }) => guid));
    for (const guid of frames.keys()) if (!there.has(guid)) forget(guid);
  }

  async function greet(): Promise<void> {
    for (const { guid } of await zaf.instances()) {
      if (guid !== zaf.guid) zaf.send(guid, frameEvents.hello, { from: zaf.guid });
    }
  }

  setInterval(() => {
    tellAll();
    void forgetVanished();
  }, signOfLifeMs);
  void greet();
}

/** Everybody that any frame watches, once and in order, so that the same wishes make the same stream. */
function unionOf(watches: Watch[]): Watch {
  return {
    users: [...new Set(watches.flatMap(({ users }) => users))].sort((a, b) => a - b),
    numbers: [...new Set(watches.flatMap(({ numbers }) => numbers))].sort(),
  };
}
