/** node scripts/build-app.mjs: builds the app where its build is absent or older than what it is made of. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const made = ["index.html", "console.html", "zaf_sdk.js"].map((name) => `zendesk-app/dist/${name}`);
const sources = [
  "zendesk-app/src",
  "zendesk-app/plugins",
  "zendesk-app/index.html",
  "zendesk-app/console.html",
  "zendesk-app/build.ts",
  "zendesk-app/package.json",
  "zendesk-app/vite.config.ts",
  "zendesk-app/vite.console.config.ts",
  "shared/src",
];

/**
 * @returns {Promise<boolean>} whether it was built now
 * @throws with all that the build said, when it fails
 */
export async function buildAppIfStale() {
  if (made.every((path) => existsSync(join(root, path))) && newest(sources) <= oldest(made)) return false;
  const { code, output } = await run(["npm", "run", "--silent", "build"], {
    show: false,
    // Whoever builds for tests would get the libraries as they are for development.
    extraEnv: { NODE_ENV: "production" },
  });
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`);
  return true;
}

/** @param {readonly string[]} paths */
function newest(paths) {
  return Math.max(...paths.flatMap(timesBelow));
}

/** @param {readonly string[]} paths */
function oldest(paths) {
  return Math.min(...paths.flatMap(timesBelow));
}

/**
 * When the files at a path were last changed, and its folders, in which a file may have been removed.
 * @param {string} path
 * @returns {number[]}
 */
function timesBelow(path) {
  const below = statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path)).map((name) => `${path}/${name}`)
    : [];
  return [statSync(join(root, path)).mtimeMs, ...below.flatMap(timesBelow)];
}

if (process.argv[1] === import.meta.filename) {
  console.log((await buildAppIfStale()) ? "The app is built." : "The app's build is up to date.");
}
