import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a directory and those above it; false when it was there. `mkdir` with `recursive` is not used
 * for it: where the system knows no new directories, such as below /proc, Node goes on trying for ever.
 * @throws the file system's error
 */
export function makeDirectory(path: string): boolean {
  if (isDirectory(path)) return false;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    // Another process may have made it meanwhile.
    if (isDirectory(path)) return false;
    throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
