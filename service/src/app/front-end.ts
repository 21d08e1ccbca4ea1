import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The page of the app's build in a directory, as it is now; null when there is none. */
export async function readFrontEnd(appDir: string): Promise<string | null> {
  try {
    return await readFile(join(appDir, "index.html"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
