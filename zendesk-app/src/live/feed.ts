import type { LiveMessage } from "@deskline/shared/app";
import type { Api } from "../api/api.ts";
import type { Zaf } from "../zaf/zaf.ts";
import { frameEvents, signOfLifeMs } from "./protocol.ts";
import { Feed, Hello, type StreamState, type Watch } from "./schema.ts";
import { openStream, type Stream } from "./stream.ts";

export type FrameFeed = {
  watch(watch: Watch): void;
  close(): void;
};

export type FeedHandlers = {
  onMessage(message: LiveMessage): void;
  onState(state: StreamState): void;
  /** What is watched is covered from now on: what was read before may be old. */
  onWatching(): void;
};

const backgroundWaitMs = 3_000;

/** Feeds this frame from the background frame's stream, or from one of its own where no background answers. */
export function joinFeed(zaf: Zaf, api: Api, handlers: FeedHandlers, openOwn = openStream): FrameFeed {
  let watched: Watch = { users: [], numbers: [] };
  let version = 0;
  /** The version that is covered; even the first one, of nobody, is so only after a while. */
  let covered = -1;
  let background: string | null = null;
  let own: Stream | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function expectSignWithin(ms: number, otherwise = standAlone): void {
    clearTimeout(silence);
    silence = setTimeout(otherwise, ms);
  }

  /** In a hidden tab timers of all frames come late and at once: silence means nothing before it was asked. */
  function ask(): void {
    if (background !== null) tellBackground(background);
    expectSignWithin(backgroundWaitMs);
  }

  function standAlone(): void {
    own ??= openOwn(api, watched, {
      onMessage: handlers.onMessage,
      onState(state) {
        handlers.onState(state);
        if (state === "live") cover(version);
      },
    });
  }

  function cover(upTo: number): void {
    if (upTo <= covered) return;
    covered = upTo;
    handlers.onWatching();
  }

  function tellBackground(guid: string): void {
    zaf.send(guid, frameEvents.watch, { from: zaf.guid, watch: watched, version });
  }

  function take(data: unknown): void {
    const feed = Feed.parse(data);
    own?.close();
    own = null;
    expectSignWithin(signOfLifeMs * 2 + 5_000, ask);
    if (feed.kind === "message") return handlers.onMessage(feed.message);
    handlers.onState(feed.state);
    if (feed.watching !== null) cover(feed.watching);
  }

  async function lookForBackground(): Promise<void> {
    const found = (await zaf.instances()).find(({ location }) => location === "background");
    if (found === undefined || background !== null) return;
    background = found.guid;
    tellBackground(found.guid);
  }

  const stopHello = zaf.on(frameEvents.hello, (data) => {
    background = Hello.parse(data).from;
    tellBackground(background);
  });
  const stopFeed = zaf.on(frameEvents.feed, take);
  expectSignWithin(backgroundWaitMs);
  lookForBackground().catch(standAlone);

  function close(): void {
    if (background !== null) zaf.send(background, frameEvents.leave, { from: zaf.guid });
    clearTimeout(silence);
    stopHello();
    stopFeed();
    own?.close();
  }
  zaf.on("app.willDestroy", close);

  return {
    watch(next) {
      watched = next;
      version += 1;
      own?.watch(next);
      if (background !== null) tellBackground(background);
    },
    close,
  };
}
