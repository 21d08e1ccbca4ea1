import type { DisplayFormat } from "./options.ts";

type Parts = { year: string; month: string; day: string; hour: string; minute: string; second: string };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

function partsOf(at: number, timeZone: string): Parts {
  const parts: Parts = { year: "", month: "", day: "", hour: "", minute: "", second: "" };
  for (const { type, value } of formatterFor(timeZone).formatToParts(at)) {
    if (type in parts) parts[type as keyof Parts] = value;
  }
  return parts;
}

/** `2026-09-21 14:03:21`: the wall clock of the PBX, as events write it. */
export function wallClock(at: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** `20260921140321`: the same, as ids and file names write it. */
export function compactTime(at: number, timeZone: string): string {
  return wallClock(at, timeZone).replaceAll(/[- :]/g, "");
}

/** The same in the display format the administrator chose. */
export function displayTime(at: number, timeZone: string, format: DisplayFormat): string {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  switch (format) {
    case "mdy24":
      return `${month}/${day}/${year} ${hour}:${minute}:${second}`;
    case "ymd24":
      return `${year}/${month}/${day} ${hour}:${minute}:${second}`;
    case "dmy12": {
      const hours = Number(hour);
      const twelve = String(hours % 12 === 0 ? 12 : hours % 12).padStart(2, "0");
      return `${day}/${month}/${year} ${twelve}:${minute}:${second} ${hours < 12 ? "AM" : "PM"}`;
    }
  }
}
