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

/** Whether the business is open. A span that runs over midnight belongs to the day on which it begins. */
export function isOpen(hours: Pick<BusinessHours, "week" | "holidays">, local: LocalTime): boolean {
  const spansOf = (weekday: number, date: string) =>
    hours.holidays.includes(date) ? [] : (hours.week[(weekday + 6) % 7] ?? []);
  const today = spansOf(local.weekday, local.date).some(({ from, to }) => {
    const until = minutesOf(to) > minutesOf(from) ? minutesOf(to) : 24 * 60;
    return local.minutes >= minutesOf(from) && local.minutes < until;
  });
  const sinceYesterday = spansOf(local.weekday - 1, local.yesterday).some(
    ({ from, to }) => minutesOf(to) <= minutesOf(from) && local.minutes < minutesOf(to),
  );
  return today || sinceYesterday;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
