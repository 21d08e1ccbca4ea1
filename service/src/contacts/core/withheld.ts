/** What stands in the place of a number that its owner does not show. */
const words = new Set([
  "anonymous",
  "unknown",
  "unknown number",
  "withheld",
  "private",
  "private number",
  "restricted",
  "unavailable",
  "no caller id",
]);

/** The same words as some networks spell them, in the digits of a telephone's keys. */
const keyed = new Set(["2562533", "266696687", "7378742833", "8656696", "86282452253"]);

/** A number of nothing but one digit, as a network makes it up; fewer may be an extension, and more are no number. */
const oneDigit = /^\+?(\d)\1{6,14}$/;

/** Whether a caller shows no number. */
export function isWithheld(number: string): boolean {
  const text = number.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ");
  return (
    text === "" ||
    words.has(text) ||
    keyed.has(text.replace(/^\+/, "")) ||
    oneDigit.test(text) ||
    /^(?:sips?:)?anonymous@/.test(text)
  );
}
