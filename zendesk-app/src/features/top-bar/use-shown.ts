import { useEffect, useRef, type RefObject } from "react";
import { useFrame } from "../../frame.tsx";
import { findFrame } from "../../live/find-frame.ts";
import { frameEvents } from "../../live/protocol.ts";
import { Show } from "../../live/schema.ts";
import type { Tab } from "./core/tab.ts";

/** The pane opens a moment after it was told what to show. */
const byItselfMs = 2_000;

/** Shows what the background asks for; whoever opens the pane by hand can dial at once. */
export function useShown(
  visible: boolean,
  field: RefObject<HTMLInputElement | null>,
  tab: Tab,
  show: (what: Show) => void,
): void {
  const { zaf } = useFrame();
  const latest = useRef(show);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    latest.current = show;
  });

  useEffect(() => {
    const stop = zaf.on(frameEvents.show, (data) => {
      const what = Show.parse(data);
      if (what.tab === "now") toldAt.current = Date.now();
      latest.current(what);
    });
    void findFrame(zaf, "background").then((guid) => {
      if (guid !== null) zaf.send(guid, frameEvents.ready, { from: zaf.guid });
    });
    return stop;
  }, [zaf]);

  useEffect(() => {
    // A pane that opened by itself leaves the focus where the agent works.
    const openedByHand = visible && Date.now() - toldAt.current > byItselfMs;
    if (openedByHand && tab === "dial") field.current?.focus();
  }, [visible, tab, field]);
}
