/**
 * A text of which no more than `most` characters fit. What stands behind the cursor stays: what was put in before it
 * loses its end.
 */
export function fit(text: string, cursor: number, most: number): { text: string; leftOut: number } {
  if (text.length <= most) return { text, leftOut: 0 };
  const after = text.slice(Math.max(cursor, text.length - most));
  // Half a character is none.
  const before = text.slice(0, most - after.length).replace(/[\uD800-\uDBFF]$/, "");
  return { text: before + after, leftOut: text.length - before.length - after.length };
}
