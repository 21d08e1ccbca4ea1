import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAppIfStale } from "../../scripts/build-app.mjs";
import { withLock } from "./lock.ts";

const lock = join(tmpdir(), "deskline-app-build.lock");

/** Before the first test of a run: the app as its sources are now. */
export async function setup(): Promise<void> {
  await withLock(lock, buildAppIfStale);
}

/** The app as its sources are now, in a directory that no later build changes. */
export async function copyOfBuild(stack: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "deskline-app-"));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  await withLock(lock, async () => {
    await buildAppIfStale();
    await cp(new URL("../../zendesk-app/dist", import.meta.url), directory, { recursive: true });
  });
  return directory;
}

/** What a page of the app loads, in little: for tests of the service that need no browser. */
export async function standInBuild(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "deskline-app-"));
  await mkdir(join(directory, "assets"));
  const files = {
    "index.html": `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <!--deskline:head-->
    <meta property="csp-nonce" nonce="__CSP_NONCE__">
    <script type="module" crossorigin src="/app-assets/assets/index-Dt3jjLtO.js" nonce="__CSP_NONCE__"></script>
  </head>
  <body></body>
</html>
`,
    "console.html": `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Deskline</title>
    <!--deskline:head-->
    <meta property="csp-nonce" nonce="__CSP_NONCE__">
    <script type="module" crossorigin src="/app-assets/assets/index-Dt3jjLtO.js" nonce="__CSP_NONCE__"></script>
  </head>
  <body></body>
</html>
`,
    "assets/index-Dt3jjLtO.js": `${"// stand-in ".repeat(200)}\n`,
    "zaf_sdk.js": "var ZAFClient = {};\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

/** Builds the app where there is no build at all; one that is there is left alone, as others may be using it. */
export async function haveAppBuilt(): Promise<void> {
  if (!existsSync(new URL("../../zendesk-app/dist/zaf_sdk.js", import.meta.url))) await setup();
}
