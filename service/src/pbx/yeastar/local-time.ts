import { DateTime } from "luxon";

/** Between a call's identifier and its first stage. */
const roundingMs = 60_000;

/**
 * Epoch ms of `YYYY-MM-DD HH:mm:ss` in the PBX's time zone, or null when it is no such time.
 * In the hour that a clock change repeats, the first reading that is not before `callStartedAt` (epoch ms) is taken.
 */
export function epochOfLocalTime(
  text: string,
  timeZone: string,
  callStartedAt: number | null,
): number | null {
  const local = DateTime.fromFormat(text.trim(), "yyyy-MM-dd HH:mm:ss", { zone: timeZone });
  if (!local.isValid) return null;
  const readings = local.getPossibleOffsets().map((reading) => reading.toMillis());
  const possible = readings.filter((reading) => reading >= (callStartedAt ?? 0) - roundingMs);
  return possible.length > 0 ? Math.min(...possible) : Math.max(...readings);
}
