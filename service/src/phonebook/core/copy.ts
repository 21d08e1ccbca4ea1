/** How long the copy of everybody still takes at the pace so far; null while that cannot be told. */
export function copyMsLeft(
  { startedAt, done, total }: { startedAt: number; done: number; total: number },
  now: number,
): number | null {
  if (done < 20) return null;
  return Math.round(((now - startedAt) / done) * (total - done));
}
