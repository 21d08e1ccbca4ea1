import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, the longest first: one that began last would keep a single core busy at the end. */
const long = [
  "call-to-ticket-trouble",
  "app-more",
  "console",
  "app-accessible",
  "app",
  "call-on-ticket",
  "intake",
  "contacts",
  "embedded-postgres",
  "console-bindings",
  "contacts-console",
  "app-session",
  "tickets",
  "console-trouble",
  "zendesk-trouble",
  "app-identity",
  "cli",
];

/** Orders all files of a run: the long ones, then the others project by project, the larger files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = long.indexOf(basename(moduleId, ".test.ts"));
  return rank === -1 ? long.length : rank;
}
