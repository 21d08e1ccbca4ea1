/** Where a list of calls, newest first, goes on: after this call. */
export type Place = { startedAt: number; id: string };

const form = /^([0-9a-z]{1,10})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The place as text for those who ask for the next page; they are not to read it. */
export function writeCursor({ startedAt, id }: Place): string {
  return `${Math.max(0, startedAt).toString(36)}.${id}`;
}

/** Null for what was never given out. */
export function readCursor(text: string): Place | null {
  const [, startedAt, id] = form.exec(text) ?? [];
  return startedAt === undefined || id === undefined ? null : { startedAt: parseInt(startedAt, 36), id };
}
