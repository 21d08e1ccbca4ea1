/** Something of ours that only an administrator can mend. What depends on it waits. */
export class NeedsAdmin extends Error {
  override name = "NeedsAdmin";
}
