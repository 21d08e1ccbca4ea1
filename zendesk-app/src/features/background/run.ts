import type { LiveMessage } from "@deskline/shared/app";
import type { Api } from "../../api/api.ts";
import { frameEvents, typingMs } from "../../live/protocol.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { followAgent } from "./agent.ts";
import { dialOutTo } from "./dial-out-to.ts";
import { feedFrames } from "./feed-frames.ts";
import { createPanel } from "./panel.ts";
import { createScreenPop } from "./screen-pop.ts";

/** The frame that nobody sees: it holds the stream, feeds the others, pops and dials. */
export function runBackground({ zaf, api }: { zaf: Zaf; api: Api }): void {
  const now = (): number => Date.now();
  const panel = createPanel(zaf, now);
  let typedAt = Number.NEGATIVE_INFINITY;
  zaf.on(frameEvents.typing, () => (typedAt = now()));

  const agent = followAgent(api, () => pops.reconsider());
  const pops = createScreenPop({
    zaf,
    api,
    agent,
    panel,
    isBusy: () => now() - typedAt < typingMs,
    isHidden: () => document.visibilityState === "hidden",
    now,
  });
  const onMessage = (message: LiveMessage): void => {
    if (message.kind === "call") pops.take(message.call);
    else agent.refresh();
  };
  agent.refresh();
  feedFrames(zaf, api, onMessage);
  dialOutTo({ zaf, api, panel, now });
  void panel.preload();
}
