import type { Location } from "@deskline/shared/app";
import { DialOut } from "../zaf/schema.ts";
import { idOf, type Stop, type Zaf } from "../zaf/zaf.ts";

/**
 * The one frame that hears `voice.dialout`. Zendesk documents the event for all locations; of shipped apps some hear
 * it in the background and others in a preloaded top bar, so that the top bar takes over where no background answers.
 */
export const dialOutHeardIn: Location = "background";

/** A number that was clicked on somewhere in Zendesk; null when only the dial pad was asked for. */
export type DialOutOrder = { number: string | null; ticketId: number | null; userId: number | null };

const sameWithinMs = 1_000;

/** Hears each click once, however many frames the host tells. */
export function onDialOut(zaf: Zaf, dial: (order: DialOutOrder) => void, now: () => number): Stop {
  let last = { key: "", at: Number.NEGATIVE_INFINITY };
  return zaf.on("voice.dialout", (data) => {
    const order = orderOf(data);
    const key = `${order.number} ${order.ticketId}`;
    const at = now();
    const repeated = key === last.key && at - last.at < sameWithinMs;
    if (repeated) return;
    last = { key, at };
    dial(order);
  });
}

function orderOf(data: unknown): DialOutOrder {
  const { number, ticketId, userId } = DialOut.parse(data ?? {});
  const text = number?.trim() ?? "";
  return { number: text === "" ? null : text, ticketId: idOf(ticketId), userId: idOf(userId) };
}
