import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { svgComponents } from "./zendesk-app/plugins/svg-components.ts";
import { TotalsReporter } from "./tests/reporter.ts";
import { TakingTurns } from "./tests/sequencer.ts";

const totalsFile = process.env.TEST_TOTALS_FILE;

/** Properties and comparisons compute for a second or two, and on a busy machine for many. */
const patienceMs = 60_000;

/** The PostgreSQL of the run: started once, before the first test that needs one. */
const database = existsSync(new URL("tests/support/database.ts", import.meta.url))
  ? ["tests/support/database.ts"]
  : [];

/**
 * Browsers, databases and processes are real here, on a machine that others use as well. A test that has to be run
 * again is named at the end of the run: it is a fault to be mended, of the test or of what it tests.
 */
const secondTry = { retry: 1 };

/** These often wait for a service, a browser or the clock: one file more than cores keeps the cores busy. */
const besideOthers = {
  maxWorkers: Math.min(6, availableParallelism() + 1),
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    passWithNoTests: true,
    reporters: totalsFile === undefined ? ["default"] : ["default", new TotalsReporter(totalsFile)],
    sequence: { sequencer: TakingTurns },
    projects: [
      {
        plugins: [svgComponents()],
        test: {
          name: "unit",
          include: [
            "{shared,service,zendesk-app}/src/**/*.test.{ts,tsx}",
            "zendesk-app/{package,plugins}/**/*.test.ts",
            "tests/world/**/*.test.ts",
          ],
          // None of these leaves anything behind in its process.
          isolate: false,
          testTimeout: patienceMs,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          globalSetup: database,
          testTimeout: patienceMs,
          ...besideOthers,
        },
      },
      {
        test: {
          name: "service",
          include: ["tests/service/**/*.test.ts"],
          globalSetup: database,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          ...secondTry,
          ...besideOthers,
        },
      },
      {
        test: {
          name: "acceptance",
          include: ["tests/acceptance/**/*.test.ts"],
          globalSetup: [...database, "tests/support/app-build.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          ...secondTry,
          ...besideOthers,
        },
      },
    ],
  },
});
