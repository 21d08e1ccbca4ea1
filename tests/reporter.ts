import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { TestError } from "vitest";
import type { Reporter, TestModule, TestRunEndReason, TestSuite } from "vitest/node";

export interface Totals {
  passed: number;
  failed: number;
  /** Those that passed at the second try only, with what was wrong at the first. */
  again: string[];
}

/**
 * Writes the run's totals to a file as JSON. A test that did not run (skipped, todo, its suite's set-up failed)
 * counts as failed, as does a file without tests and every error that belongs to no test.
 */
export class TotalsReporter implements Reporter {
  readonly #file: string;
  #totals: Totals = { passed: 0, failed: 0, again: [] };

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const totals: Totals = { passed: 0, failed: unhandledErrors.length, again: [] };
    for (const module of modules) {
      const ofModule = countModule(module);
      totals.passed += ofModule.passed;
      totals.failed += ofModule.failed;
      totals.again.push(...ofModule.again);
    }
    if (reason !== "passed" && totals.failed === 0) totals.failed = 1;
    this.#write(totals);
  }

  /** Something was left open and keeps the process alive. */
  onProcessTimeout(): void {
    this.#write({ ...this.#totals, failed: this.#totals.failed + 1 });
  }

  #write(totals: Totals): void {
    this.#totals = totals;
    writeFileSync(this.#file, JSON.stringify(totals));
  }
}

function countModule(module: TestModule): Totals {
  const totals: Totals = { passed: 0, failed: 0, again: [] };
  for (const test of module.children.allTests()) {
    if (test.result().state === "passed") totals.passed += 1;
    else totals.failed += 1;
    if (test.diagnostic()?.flaky !== true) continue;
    const why = (test.result().errors ?? []).map(explain).join("\n");
    totals.again.push(`${module.relativeModuleId} > ${test.fullName}\n${why}`);
  }
  if (totals.passed + totals.failed === 0) return { ...totals, failed: 1 };
  for (const suite of [module, ...module.children.allSuites()]) {
    if (failedOutsideItsTests(suite)) totals.failed += 1;
  }
  return totals;
}

function explain({ stack, message, diff }: TestError): string {
  return [stack ?? message, diff === undefined ? [] : stripVTControlCharacters(diff)].flat().join("\n");
}

/** A failing set-up shows in the tests that it kept from running; a failing tear-down shows nowhere else. */
function failedOutsideItsTests(suite: TestModule | TestSuite): boolean {
  if (suite.errors().length === 0) return false;
  const states = [...suite.children.allTests()].map((test) => test.result().state);
  return states.some((state) => state === "passed" || state === "failed");
}
