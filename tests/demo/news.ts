import { setTimeout as sleep } from "node:timers/promises";
import type { CallBook, CallStory } from "./call-book.ts";

const everyMs = 150;

export type News = {
  /** The next call of which it is decided what becomes of it; null when there is none in time. */
  next(withinMs: number): Promise<CallStory | null>;
  /** Told of each one from now on. */
  each(tell: (story: CallStory) => void): void;
};

/** Looks out for calls that are done with, wherever they were rung: by a key, on the page, at the PBX. */
export function watchCalls(book: CallBook, signal: AbortSignal): News {
  const told = new Set<string>();
  const listeners = new Set<(story: CallStory) => void>();

  async function look(): Promise<void> {
    for (const { id, isOpen } of (await book.list()).toReversed()) {
      if (isOpen || told.has(id)) continue;
      const story = await book.story(id);
      if (story === null) continue;
      told.add(id);
      for (const listener of listeners) listener(story);
    }
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      // A database that is going away is the service's to tell.
      await look().catch(() => undefined);
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  void watch();

  return {
    next(withinMs) {
      const found = Promise.withResolvers<CallStory | null>();
      const timer = setTimeout(() => found.resolve(null), withinMs);
      listeners.add(found.resolve);
      return found.promise.finally(() => {
        clearTimeout(timer);
        listeners.delete(found.resolve);
      });
    },
    each: (tell) => void listeners.add(tell),
  };
}
