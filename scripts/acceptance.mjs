/** npm run acceptance [-- name …]: the acceptance tests, or those whose file name starts with a given name. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";
import { runVitest } from "./run-vitest.mjs";
import { conclude } from "./totals.mjs";

const FOLDER = "tests/acceptance";
const ENDING = ".test.ts";

const folder = join(root, FOLDER);
const existing = (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
  .map(String)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .toSorted();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !existing.some((test) => test.startsWith(name)));

if (existing.length === 0) {
  console.error(`There are no acceptance tests in ${FOLDER} yet.`);
  process.exitCode = 1;
} else if (unknown.length > 0) {
  console.error(`No acceptance test is called ${unknown.join(" or ")}. There are:`);
  for (const test of existing) console.error(`  ${test}`);
  process.exitCode = 1;
} else {
  const chosen = existing.filter((test) => wanted.some((name) => test.startsWith(name)));
  const files = chosen.map((test) => `${FOLDER}/${test}${ENDING}`);
  conclude(await runVitest(["--project", "acceptance", ...files]));
}
