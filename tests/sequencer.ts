import { basename, dirname } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** How many seconds a file takes; in those with a browser both cores are busy, in the others a third of one. */
const seconds: Record<"browser" | "service", Record<string, number>> = {
  browser: {
    "acceptance/console": 320,
    "acceptance/app-more": 240,
    "acceptance/app-accessible": 170,
    "acceptance/app": 120,
    "acceptance/tickets-console": 115,
    "acceptance/app-attack": 115,
    "acceptance/contacts-console": 105,
    "acceptance/console-more": 100,
    "acceptance/app-session": 90,
    "acceptance/console-bindings": 85,
    "acceptance/console-trouble": 75,
    "acceptance/call-to-ticket-browser": 40,
    "acceptance/tickets-in-app": 30,
    "contract/zaf-host": 25,
  },
  service: {
    "acceptance/call-to-ticket-trouble": 375,
    "acceptance/tickets-recordings": 165,
    "acceptance/tickets": 155,
    "acceptance/tickets-corrections": 155,
    "service/call-on-ticket": 140,
    "acceptance/contacts": 135,
    "acceptance/contacts-phonebook": 130,
    "acceptance/tickets-missed": 85,
    "acceptance/call-to-ticket": 65,
    "acceptance/app-identity": 65,
    "service/cli": 60,
    "service/intake": 60,
    "service/zendesk-trouble": 60,
    "service/pbx-session": 60,
    "acceptance/tickets-rules": 55,
    "service/console-switch": 55,
    "service/console-app": 55,
    "acceptance/demo": 45,
    "service/dialling": 45,
    "service/embedded-postgres": 45,
    "service/console-pbx": 40,
    "service/oauth": 35,
    "acceptance/tickets-proofs": 35,
    "service/readme": 35,
    "service/app-api": 30,
    "service/settling": 30,
    "service/app-package": 25,
    "service/console-bindings": 25,
    "acceptance/contacts-odd-account": 25,
  },
};

/** Of a file that is not named above. */
const usual = 15;

type Timed = { file: TestSpecification; seconds: number };

/**
 * Orders all files of a run: those with a browser and the others take turns, so that both last equally long and the
 * cores are neither idle nor fought for; of either the longest first, since one that began last would run alone.
 */
export class TakingTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const units = sorted.filter(({ project }) => project.name === "unit");
    const others = sorted.filter(({ project }) => project.name !== "unit");
    return [...units, ...takeTurns(timed(others, "browser"), timed(others, "service"))];
  }
}

function timed(files: TestSpecification[], kind: keyof typeof seconds): Timed[] {
  return files
    .filter((file) => nameOf(file) in seconds.browser === (kind === "browser"))
    .map((file) => ({ file, seconds: seconds[kind][nameOf(file)] ?? usual }))
    .toSorted((a, b) => b.seconds - a.seconds);
}

function nameOf({ moduleId }: TestSpecification): string {
  return `${basename(dirname(moduleId))}/${basename(moduleId, ".test.ts")}`;
}

/** The next file is of the kind of which, by its share, more is left. */
function takeTurns(browser: Timed[], service: Timed[]): TestSpecification[] {
  const left = [browser, service].map((waiting) => ({ waiting: [...waiting], whole: sum(waiting) }));
  return [...browser, ...service].flatMap(() => {
    const [most] = left
      .filter(({ waiting }) => waiting.length > 0)
      .toSorted((a, b) => sum(b.waiting) / b.whole - sum(a.waiting) / a.whole);
    return most?.waiting.shift()?.file ?? [];
  });
}

function sum(files: Timed[]): number {
  return files.reduce((total, file) => total + file.seconds, 0);
}
