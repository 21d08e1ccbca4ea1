/** The word that somebody perhaps meant: two slips away at most. */
export function nearest(word: string, words: readonly string[]): string | null {
  if (word.length > 40) return null;
  const close = words
    .filter((one) => Math.abs(one.length - word.length) <= 2)
    .map((one) => ({ one, slips: slips(word.toLowerCase(), one) }))
    .filter(({ slips }) => slips <= 2)
    .toSorted((a, b) => a.slips - b.slips);
  return close[0]?.one ?? null;
}

/** How many letters are to be changed, added or left out (Levenshtein). */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
