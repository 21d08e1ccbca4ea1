import type { BusinessHours } from "@deskline/shared/admin-ticket-rules";

/** An instant as a clock on the wall shows it; the shell knows zones, and days of 23 and 25 hours. */
export type LocalTime = {
  /** `2026-12-25` */
  date: string;
  yesterday: string;
  /** 1 is Monday. */
  weekday: number;
  minutes: number;
};

/**
 * Whether the business is open. A span that runs over midnight belongs to the day on which it begins; a closed day is
 * closed from 00:00 to 24:00, and none begins on it.
 */
export function isOpen(hours: Pick<BusinessHours, "week" | "holidays">, local: LocalTime): boolean {
  if (hours.holidays.includes(local.date)) return false;
  const spansOf = (weekday: number) => hours.week[(weekday + 6) % 7] ?? [];
  const today = spansOf(local.weekday).some(({ from, to }) => {
    const until = minutesOf(to) > minutesOf(from) ? minutesOf(to) : 24 * 60;
    return local.minutes >= minutesOf(from) && local.minutes < until;
  });
  if (today || hours.holidays.includes(local.yesterday)) return today;
  return spansOf(local.weekday - 1).some(
    ({ from, to }) => minutesOf(to) <= minutesOf(from) && local.minutes < minutesOf(to),
  );
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
