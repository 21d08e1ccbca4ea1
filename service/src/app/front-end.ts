import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A page of the build in a directory, as it is now; null when there is none. */
export async function readFrontEnd(
  appDir: string,
  page: "index.html" | "console.html",
): Promise<string | null> {
  try {
    return await readFile(join(appDir, page), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
