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

const quarterHourMs = 15 * 60_000;
const roundingMs = 60_000;
/** Between the PBX's clock and ours. */
const clockDifferenceMs = 5 * 60_000;

/**
 * By how many ms, in whole quarter hours, the times of a call's stage are off because the time zone is set
 * wrong; 0 when they fit. A stage cannot begin before its call (`callStartedAt`, which knows no zone) nor
 * end after it was told. All instants are epoch ms.
 */
export function zoneError(
  stage: { startedAt: number; endedAt: number },
  callStartedAt: number,
  receivedAt: number,
): number {
  const afterStart = stage.startedAt - callStartedAt;
  const tooEarly = afterStart < -roundingMs;
  const tooLate = afterStart > roundingMs && stage.endedAt > receivedAt + clockDifferenceMs;
  if (!tooEarly && !tooLate) return 0;
  const ofFirstStage = inQuarterHours(afterStart);
  if (Math.abs(afterStart - ofFirstStage) <= roundingMs) return ofFirstStage;
  return inQuarterHours(stage.endedAt - receivedAt);
}

function inQuarterHours(ms: number): number {
  return Math.round(ms / quarterHourMs) * quarterHourMs;
}
