/** What stands in the place of a number that its owner does not show. */
const words = new Set(["anonymous", "unknown", "withheld", "private", "restricted", "unavailable"]);

/** Whether a caller shows no number. */
export function isWithheld(number: string): boolean {
  const text = number.trim().toLowerCase();
  return text === "" || words.has(text);
}
