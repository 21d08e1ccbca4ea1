/** The package cannot be made as it was asked for. The message says what to change. */
export class PackageError extends Error {
  override name = "PackageError";
}
