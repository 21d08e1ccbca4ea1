import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What `npm run build` makes of the app. */
export const frontEndDirectory = fileURLToPath(new URL("../../../zendesk-app/dist/", import.meta.url));

/** The page of the app's build, as it is now; null when there is none. */
export async function readFrontEnd(): Promise<string | null> {
  try {
    return await readFile(`${frontEndDirectory}index.html`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
