/**
 * The words of an error as they may be stored and logged. A failed statement carries the statement and
 * its parameters, which hold numbers and names: its cause says what went wrong without them.
 */
export function wordsOf(error: unknown): string {
  const plain = withoutStatement(error);
  return plain instanceof Error ? plain.message : String(plain);
}

export function withoutStatement(error: unknown): unknown {
  return error instanceof Error && "query" in error && "params" in error ? error.cause : error;
}
