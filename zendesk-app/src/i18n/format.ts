const dayMs = 86_400_000;

/** Dates, times and numbers as the agent's locale writes them, in the agent's time zone. */
export type Format = {
  time(at: number): string;
  /** Day and time in full, for a tooltip. */
  exact(at: number): string;
  /** "Today", "Yesterday", or the date. */
  day(at: number, now: number): string;
  /** Two instants of the same day have the same. */
  dayKey(at: number): string;
  /** "3 minutes ago", "in 2 days" */
  relative(at: number, now: number): string;
  /** "4:12", "1:04:12" */
  duration(ms: number): string;
  /** "4 minutes, 12 seconds", for those who hear it */
  spokenDuration(ms: number): string;
};

export function createFormat(locale: string, timeZone: string | undefined): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: "numeric", minute: "2-digit" });
  const exact = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "full", timeStyle: "medium" });
  const date = new Intl.DateTimeFormat(locale, { ...zone, weekday: "short", day: "numeric", month: "short" });
  const longDate = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "medium" });
  const key = new Intl.DateTimeFormat("sv-SE", { ...zone, dateStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const list = new Intl.ListFormat(locale, { type: "unit" });
  const inUnit = (unit: "hour" | "minute" | "second") =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
  const units = { hour: inUnit("hour"), minute: inUnit("minute"), second: inUnit("second") };
  const daysBetween = (at: number, now: number): number =>
    Math.round((Date.parse(key.format(at)) - Date.parse(key.format(now))) / dayMs);

  return {
    time: (at) => time.format(at),
    exact: (at) => exact.format(at),
    dayKey: (at) => key.format(at),
    day(at, now) {
      const days = daysBetween(at, now);
      if (days === 0 || days === -1) return capitalised(relative.format(days, "day"), locale);
      return Math.abs(days) < 180 ? date.format(at) : longDate.format(at);
    },
    relative(at, now) {
      const seconds = Math.round((at - now) / 1000);
      if (Math.abs(seconds) < 60) return relative.format(0, "second");
      if (Math.abs(seconds) < 3600) return relative.format(Math.trunc(seconds / 60), "minute");
      const days = daysBetween(at, now);
      if (days === 0) return relative.format(Math.trunc(seconds / 3600), "hour");
      return Math.abs(days) < 60 ? relative.format(days, "day") : longDate.format(at);
    },
    duration(ms) {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
      const tail = `${hours > 0 ? pad(minutes) : minutes}:${pad(seconds % 60)}`;
      return hours > 0 ? `${hours}:${tail}` : tail;
    },
    spokenDuration(ms) {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      const unit = (value: number, name: "hour" | "minute" | "second"): string[] =>
        value === 0 && name !== "second" ? [] : [units[name].format(value)];
      return list.format([
        ...unit(Math.floor(seconds / 3600), "hour"),
        ...unit(Math.floor(seconds / 60) % 60, "minute"),
        ...unit(seconds % 60, "second"),
      ]);
    },
  };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function capitalised(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
