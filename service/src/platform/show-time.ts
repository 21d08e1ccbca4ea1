import { DateTime } from "luxon";

/** `2026-09-21 14:03:21 (Europe/Berlin, UTC+2)`: an instant (epoch ms) in a zone, the zone named. */
export function showInZone(at: number, timeZone: string): string {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  return `${local.toFormat("yyyy-MM-dd HH:mm:ss")} (${timeZone}, UTC${local.toFormat("Z")})`;
}
