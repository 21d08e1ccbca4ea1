import { DateTime } from "luxon";

/**
 * Epoch ms of `YYYY-MM-DD HH:mm:ss` in the PBX's time zone, or null when it is no such time.
 * In the hour that a clock change repeats, the reading nearer to `near` (epoch ms) is taken.
 */
export function epochOfLocalTime(text: string, timeZone: string, near: number | null): number | null {
  const local = DateTime.fromFormat(text.trim(), "yyyy-MM-dd HH:mm:ss", { zone: timeZone });
  if (!local.isValid) return null;
  const readings = local.getPossibleOffsets().map((reading) => reading.toMillis());
  if (near === null) return Math.min(...readings);
  return readings.reduce((best, reading) =>
    Math.abs(reading - near) < Math.abs(best - near) ? reading : best,
  );
}
