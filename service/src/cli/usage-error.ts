/** A mistake of the person at the terminal; the message says what to do. */
export class UsageError extends Error {
  override name = "UsageError";
}
