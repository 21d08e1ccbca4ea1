import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { copyOfBuild } from "../../support/app-build.ts";

export type FrontEnd = "app" | "floor";

export type FrontEnds = {
  /** Holds both, beside one another. */
  directory: string;
  /** Has the service answer with one of them from now on. */
  show(which: FrontEnd): Promise<void>;
};

export async function prepareFrontEnds(stack: AsyncDisposableStack): Promise<FrontEnds> {
  const directory = await copyOfBuild(stack);
  const page = join(directory, "index.html");
  const app = await readFile(page);
  await buildFloor(join(directory, "floor"));
  const floor = await readFile(join(directory, "floor/index.html"));
  await cp(join(directory, "floor/assets"), join(directory, "assets"), { recursive: true });
  return { directory, show: (which) => writeFile(page, which === "app" ? app : floor) };
}

/** As the app is built, as far as it matters for a comparison. */
async function buildFloor(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: fileURLToPath(new URL("floor", import.meta.url)),
    base: "/app-assets/",
    html: { cspNonce: "__CSP_NONCE__" },
    build: { outDir, emptyOutDir: true, target: "es2023", modulePreload: { polyfill: false } },
  });
}
