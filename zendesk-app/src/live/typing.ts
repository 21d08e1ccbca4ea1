import type { Zaf } from "../zaf/zaf.ts";
import { findFrame } from "./find-frame.ts";
import { frameEvents } from "./protocol.ts";

const reportEveryMs = 1_000;

/** The reference names both; which one a host sends is not known. */
const replyEvents = ["ticket.comment.text.changed", "comment.text.changed"];

/**
 * Tells the background that the agent writes, so that no call takes the focus away: in a reply, or in this frame.
 * Returns what ends it.
 */
export function reportTyping(zaf: Zaf, typedInto: EventTarget, now = Date.now): () => void {
  let reportedAt = Number.NEGATIVE_INFINITY;

  async function report(): Promise<void> {
    if (now() - reportedAt < reportEveryMs) return;
    reportedAt = now();
    const guid = await findFrame(zaf, "background");
    if (guid !== null) zaf.send(guid, frameEvents.typing, { from: zaf.guid });
  }

  const listener = (): void => void report();
  const inFrame = ({ target }: Event): void => {
    if (isWritten(target)) listener();
  };
  const stops = zaf.location.endsWith("ticket_sidebar")
    ? replyEvents.map((event) => zaf.on(event, listener))
    : [];
  typedInto.addEventListener("input", inFrame);
  return () => {
    stops.forEach((stop) => stop());
    typedInto.removeEventListener("input", inFrame);
  };
}

/** Whoever has ticked or chosen something is done with it, and may be shown what comes. */
function isWritten(target: EventTarget | null): boolean {
  const type = target !== null && "type" in target ? target.type : "";
  return !/^(checkbox|radio|select-one)$/.test(String(type));
}
