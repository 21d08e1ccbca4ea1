import { availableParallelism } from "node:os";
import { run } from "./run.mjs";

/** @typedef {{ name: string, commandLine: readonly string[], cure: string }} Check */

/** @type {readonly Check[]} the slow ones first, so that two cores end at about the same time */
export const staticChecks = [
  {
    name: "types and lint",
    commandLine: ["oxlint", "--type-check"],
    cure: "npm run fix repairs what of the lint can be repaired safely.",
  },
  {
    name: "dependency rules",
    commandLine: [
      "depcruise",
      "--config",
      ".dependency-cruiser.mjs",
      "shared",
      "service",
      "zendesk-app",
      "tests",
    ],
    cure: "The rules and their reasons are in .dependency-cruiser.mjs.",
  },
  { name: "format", commandLine: ["prettier", "--check", "."], cure: "npm run fix formats every file." },
  { name: "unused code", commandLine: ["knip", "--no-progress", "--no-config-hints"], cure: "" },
];

/** @type {Check} */
export const appBuild = { name: "app build", commandLine: ["npm", "run", "--silent", "build"], cure: "" };

/**
 * Runs the checks, as many at once as there are cores, and prints each as it ends: a passing one as a line, a failing
 * one with all that it said.
 * @param {readonly Check[]} checks
 * @returns {Promise<import("./totals.mjs").Totals>}
 */
export async function runChecks(checks) {
  const totals = { passed: 0, failed: 0 };
  const waiting = [...checks];
  async function work() {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = Date.now();
      const { code, output } = await run(check.commandLine, { show: false });
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      if (code === 0) {
        totals.passed += 1;
        console.log(`ok      ${check.name} (${seconds} s)`);
      } else {
        totals.failed += 1;
        console.log(`FAILED  ${check.name} (${seconds} s): ${check.commandLine.join(" ")}`);
        console.log([output.trim(), check.cure].filter(Boolean).join("\n\n").replaceAll(/^/gm, "    "));
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return totals;
}
