import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { svgComponents } from "./zendesk-app/plugins/svg-components.ts";
import { TotalsReporter } from "./tests/reporter.ts";

const totalsFile = process.env.TEST_TOTALS_FILE;

/** The PostgreSQL of the run: started once, before the first test that needs one. */
const database = existsSync(new URL("tests/support/database.ts", import.meta.url))
  ? ["tests/support/database.ts"]
  : [];

export default defineConfig({
  test: {
    passWithNoTests: true,
    reporters: totalsFile === undefined ? ["default"] : ["default", new TotalsReporter(totalsFile)],
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
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          globalSetup: database,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "service",
          include: ["tests/service/**/*.test.ts"],
          globalSetup: database,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "acceptance",
          include: ["tests/acceptance/**/*.test.ts"],
          globalSetup: [...database, "tests/support/app-build.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each of these files runs a whole service, and some a browser as well; most of their time is waiting.
          maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
