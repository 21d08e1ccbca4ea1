import type { CallPhone, CallView } from "@deskline/shared/app";

/** The extension's part in a call, if it takes part now. */
export function ownPart(call: CallView, extension: string | null): CallPhone | null {
  if (call.state === "ended") return null;
  return call.phones.find(({ number, state }) => number === extension && state !== "gone") ?? null;
}

/** Whether somebody calls the agent: what they dialled themselves rings at their phone as well. */
export function isCalled(call: CallView, extension: string | null): boolean {
  return ownPart(call, extension)?.state === "ringing" && call.dialledBy?.number !== extension;
}

/** The colleague at the other end of a call between extensions; null until their phone is told of. */
export function colleagueOf(call: CallView, extension: string | null): CallPhone | null {
  if (call.direction !== "internal") return null;
  return call.phones.find(({ number }) => number !== extension) ?? null;
}

/** Whether a call that is over was the extension's: one that rang at many phones belongs to whoever took it. */
export function wasTheirs(call: CallView, extension: string): boolean {
  if (!call.phones.some(({ number }) => number === extension)) return false;
  if (call.direction === "outbound") return true;
  if (call.answeredBy.length > 0) return call.answeredBy.some(({ number }) => number === extension);
  return call.group === null;
}

/** Whether the agent had the call: talked in it, or dialled it. */
function wasOwn(call: CallView, extension: string | null): boolean {
  const own = [...call.answeredBy, ...(call.dialledBy === null ? [] : [call.dialledBy])];
  return own.some(({ number }) => number === extension);
}

/** Whether the call goes on at the phone of somebody else of the house. */
function goesOn(call: CallView): boolean {
  return call.state !== "ended" && call.phones.some(({ state }) => state !== "gone");
}

/**
 * The calls that have a card: those that run on the extension, and those that ended or were handed to a colleague while
 * somebody looked, until closed, so that a note can be finished. What a phone rang for in vain only stands in the list.
 */
export function cardsOf(
  calls: CallView[],
  extension: string | null,
  seen: ReadonlySet<string>,
  closed: ReadonlySet<string>,
): CallView[] {
  const running = calls.filter((call) => ownPart(call, extension) !== null);
  const over = calls.filter(
    (call) =>
      !running.includes(call) &&
      (call.state === "ended" || goesOn(call)) &&
      seen.has(call.id) &&
      !closed.has(call.id) &&
      wasOwn(call, extension),
  );
  return [...running, ...over.slice(0, 1)];
}
