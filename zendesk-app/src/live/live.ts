import type { QueryClient } from "@tanstack/react-query";
import type { Api } from "../api/api.ts";
import { applyMessage } from "../calls/apply-message.ts";
import { meKey } from "../calls/queries.ts";
import type { Zaf } from "../zaf/zaf.ts";
import { joinFeed } from "./feed.ts";
import type { StreamState, Watch } from "./schema.ts";
import { reportTyping } from "./typing.ts";

/** The live calls of this frame: kept in the queries, with the connection's state beside them. */
export type Live = {
  state(): StreamState;
  subscribe(listener: () => void): () => void;
  watch(watch: Watch): void;
};

export function startLive(zaf: Zaf, api: Api, queries: QueryClient): Live {
  const listeners = new Set<() => void>();
  let state: StreamState = "connecting";
  const feed = joinFeed(zaf, api, {
    onMessage: (message) => applyMessage(queries, message),
    onState(next) {
      // The stream may be another frame's, which ends with the session there: this one has to ask for itself.
      if (next === "lost" && state !== "lost") applyMessage(queries, { kind: "me" });
      state = next;
      listeners.forEach((listener) => listener());
    },
    onWatching() {
      void queries.invalidateQueries({ queryKey: ["calls"] });
      void queries.invalidateQueries({ queryKey: meKey });
    },
  });
  reportTyping(zaf, document);
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch: feed.watch,
  };
}
