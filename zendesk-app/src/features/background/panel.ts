import { findFrame } from "../../live/find-frame.ts";
import { frameEvents } from "../../live/protocol.ts";
import { Ready, type Show } from "../../live/schema.ts";
import type { Zaf } from "../../zaf/zaf.ts";

/** The top bar's pane, from outside. */
export type Panel = {
  /** Has the pane load hidden, so that it opens at once when it is needed. */
  preload(): Promise<void>;
  /** Opens the pane and has it show something. */
  show(what: Show): Promise<void>;
};

const preloadTriesMs = [0, 1_000, 3_000, 10_000];
/** What was to be shown this long ago is not any more. */
const pendingMs = 10_000;

export function createPanel(zaf: Zaf, now: () => number): Panel {
  let pending: { what: Show; at: number } | null = null;

  // What was sent before the pane listened is lost: it says when it does.
  zaf.on(frameEvents.ready, (data) => {
    const { from } = Ready.parse(data);
    if (pending !== null && now() - pending.at < pendingMs) zaf.send(from, frameEvents.show, pending.what);
    pending = null;
  });

  return {
    async preload() {
      for (const ms of preloadTriesMs) {
        await new Promise((resolve) => setTimeout(resolve, ms));
        const guid = await findFrame(zaf, "top_bar");
        if (guid !== null) return zaf.invokeIn(guid, "preloadPane");
      }
    },
    async show(what) {
      pending = { what, at: now() };
      const guid = await findFrame(zaf, "top_bar");
      if (guid === null) return;
      zaf.send(guid, frameEvents.show, what);
      await zaf.invokeIn(guid, "popover", "show");
    },
  };
}
