/** How far a helpdesk's list of changes was followed. */
export type Place = {
  cursor: string | null;
  /** A cursor of a while ago. */
  mark: string | null;
  pages: number;
  /** The newest change that was seen (epoch ms). */
  changesUntil: number | null;
};

export type Followed =
  | { kind: "on" | "end"; place: Place }
  /** The list comes again, or runs backwards: there is nothing to go on to. */
  | { kind: "stuck"; why: "repeats" | "backwards" };

/** A cursor that is refused is replaced by a time so long before the newest change that was seen. */
const overlapMs = 3600_000;

/** Where a list is begun anew whose cursor counts no more: what comes from there on does not run backwards. */
export function restartOf({ changesUntil }: Pick<Place, "changesUntil">): Place {
  const from = changesUntil === null ? null : Math.max(0, changesUntil - overlapMs);
  return { cursor: null, mark: null, pages: 0, changesUntil: from };
}

/** Pages may overlap by so much. */
const slackMs = 60_000;

/**
 * Where the list goes on behind a page, or why it does not. The mark is moved ever further apart, so that a
 * circle of any length comes by it.
 */
export function follow(
  place: Place,
  page: { next: string | null; ended: boolean; count: number; newest: number | null },
): Followed {
  const { next, ended, count, newest } = page;
  const pages = place.pages + 1;
  const changesUntil = newest === null ? place.changesUntil : Math.max(newest, place.changesUntil ?? newest);
  if (ended || next === null || count === 0)
    return { kind: "end", place: { cursor: next ?? place.cursor, mark: null, pages: 0, changesUntil } };
  if (next === place.cursor || next === place.mark) return { kind: "stuck", why: "repeats" };
  if (newest !== null && place.changesUntil !== null && newest < place.changesUntil - slackMs)
    return { kind: "stuck", why: "backwards" };
  const isPowerOfTwo = (pages & (pages - 1)) === 0;
  return { kind: "on", place: { cursor: next, mark: isPowerOfTwo ? next : place.mark, pages, changesUntil } };
}
