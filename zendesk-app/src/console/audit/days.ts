const dayMs = 86_400_000;

/** The first instant of a day as a date field writes it; empty when there is none. */
export function startOfDay(day: string, timeZone: string | null): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return "";
  return String(midnight - offsetMs(midnight, timeZone));
}

/** The last instant of that day. */
export function endOfDay(day: string, timeZone: string | null): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return "";
  const next = midnight + dayMs;
  return String(next - offsetMs(next, timeZone) - 1);
}

/** How far clocks of the zone are ahead at what they show as `local`. */
function offsetMs(local: number, timeZone: string | null): number {
  const zone = timeZone === null ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat("sv-SE", { ...zone, dateStyle: "short", timeStyle: "medium" });
  const shown = (at: number): number => Date.parse(`${clock.format(at).replace(" ", "T")}Z`);
  const first = shown(local) - local;
  // Around a change of the clocks the first guess may be an hour off.
  return shown(local - first) - (local - first);
}
