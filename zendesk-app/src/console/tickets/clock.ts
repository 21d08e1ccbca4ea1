/** A time of the day as it is written in many ways, such as 9, 930, 9:30 or 24:00; null where it is none. Nothing begins at 24:00. */
export function clockOf(text: string, isBegin = false): string | null {
  const match = /^(\d{1,2})(?:[:.：]?(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? "0")];
  if (minutes > 59 || hours > 24 || (hours === 24 && (minutes > 0 || isBegin))) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** The hour after a span, at most to midnight; that of a span that runs over midnight is the first of the day. */
export function spanAfter({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const begin = to === "24:00" || to <= from ? "00:00" : to;
  const [hours, minutes = "00"] = begin.split(":");
  const hour = Number(hours) + 1;
  return { from: begin, to: hour > 23 ? "24:00" : `${String(hour).padStart(2, "0")}:${minutes}` };
}
