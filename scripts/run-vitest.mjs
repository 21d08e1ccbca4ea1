import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.mjs";

/**
 * Runs Vitest and counts. A run that crashed, or failed without a failing test, counts as one failure.
 * @param {readonly string[]} args
 * @returns {Promise<import("./totals.mjs").Totals>}
 */
export async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), "deskline-totals-"));
  const file = join(folder, "totals.json");
  try {
    const { code } = await run(["vitest", "run", ...args], {
      show: true,
      extraEnv: { TEST_TOTALS_FILE: file },
    });
    const totals = readTotals(file);
    if (code !== 0 && totals.failed === 0) totals.failed = 1;
    return totals;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {import("./totals.mjs").Totals}
 */
function readTotals(file) {
  try {
    const totals = JSON.parse(readFileSync(file, "utf8"));
    for (const name of totals.again) console.log(`Passed at the second try only: ${name}`);
    return { passed: Number(totals.passed), failed: Number(totals.failed) };
  } catch {
    console.log("Vitest ended before it could count its tests.");
    return { passed: 0, failed: 1 };
  }
}
