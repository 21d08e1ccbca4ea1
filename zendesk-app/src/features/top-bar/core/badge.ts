/** What the icon says of missed calls; empty for none. */
export function badgeText(missed: number): string {
  if (missed === 0) return "";
  return missed > 9 ? "9+" : String(missed);
}
