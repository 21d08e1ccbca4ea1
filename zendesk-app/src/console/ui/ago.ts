const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** "3s ago", "2 hr. ago": short, and to the second while it is fresh. */
export function ago(at: number, now: number, locale: string): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? ["second", 1];
  const style = unit === "second" ? "narrow" : "long";
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style }).format(
    -Math.floor(seconds / length),
    unit,
  );
}
