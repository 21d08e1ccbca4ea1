import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { appCommands } from "@deskline/service/cli/app";
import { bindCommands } from "@deskline/service/cli/bind";
import { callCommands } from "@deskline/service/cli/calls";
import { integrationCommands } from "@deskline/service/cli/integration";
import { operatorCommands } from "@deskline/service/cli/operator";
import { ticketCommands } from "@deskline/service/cli/tickets";
import { traceSteps } from "@deskline/service/calls/core/trace-step";
import { reasonOf } from "@deskline/service/contacts/core/effect";
import { createMetrics } from "@deskline/service/platform/metrics";
import { LeaveReason } from "@deskline/shared/admin-ticket-preview";
import { templateFilters, templateVariables } from "@deskline/shared/admin-ticket-templates";
import { errorCodes } from "@deskline/shared/errors";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const glob = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path) });

const documents = glob("*.md", "docs/**/*.md", "service/**/*.md", "zendesk-app/**/*.md", "tests/**/*.md");
const errorsPage = read("docs/admin/errors.md");

/** Everything in a document that is set as code: fenced blocks and spans. */
function codeOf(path: string): { blocks: string[]; spans: string[] } {
  const text = read(path);
  const fence = /^ *```[a-z]*\n([\s\S]*?)^ *```/gm;
  const blocks = [...text.matchAll(fence)].map((match) => match[1] ?? "");
  const spans = [...text.replaceAll(fence, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  return { blocks, spans };
}

function headingsOf(text: string, level: string): string[] {
  return [...text.matchAll(/^(#+) (.+)$/gm)].filter((match) => match[1] === level).map((m) => m[2] ?? "");
}

/** The anchor that a heading gets where Markdown is shown. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

test("there are documents to test", () => {
  expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/admin/errors.md"]));
});

test("docs/admin/tickets.md names every variable and filter of templates, and no other", () => {
  const templates = /^## Templates\n([\s\S]*?)^## /m.exec(read("docs/admin/tickets.md"))?.[1] ?? "";
  const rows = [...templates.matchAll(/^\| `[^|]+\|[^|]+\|$/gm)].map(([row]) => row);
  const named = rows.flatMap((row) => [...row.matchAll(/`([a-z_0-9]+)`/g)].map((match) => match[1] ?? ""));
  expect(named.toSorted()).toEqual([...templateVariables].toSorted());
  for (const filter of templateFilters) expect(templates).toMatch(new RegExp(`\\b${filter}\\b`));
});

/** What the first column of a section's tables names. */
function namedIn(page: string, heading: string): string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? "";
  const columns = [...section.matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1] ?? "");
  return columns.flatMap((column) => [...column.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? ""));
}

test("docs/admin/errors.md names every step of a call's trace, and no other", () => {
  const named = namedIn(errorsPage, "Reasons in the trace of a call");
  expect(named.toSorted()).toEqual([...traceSteps].toSorted());
});

test("docs/admin/connect-zendesk.md names every reason that a decision or a caller gives for no ticket", () => {
  const named = namedIn(read("docs/admin/connect-zendesk.md"), "Which calls get no ticket");
  expect(named).toEqual(expect.arrayContaining([...LeaveReason.options, ...Object.values(reasonOf)]));
});

describe("docs/admin/errors.md", () => {
  const sections = errorsPage.split(/^### /m).slice(1);
  const coded = sections.filter((section) => section.startsWith("`"));
  const codeNamed = (section: string) => /^`([^`]+)`/.exec(section)?.[1] ?? "";

  test("every code has a heading, and every heading of a code has a code", () => {
    expect(coded.map(codeNamed).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  test.each(Object.entries(errorCodes))("%s: its status and words are those of the code", (code, words) => {
    const section = coded.find((one) => codeNamed(one) === code);
    const status = new RegExp(`^ {2}${code}: (\\d{3}),$`, "m").exec(read("service/src/http/problem.ts"))?.[1];
    expect(section).toContain(`Status ${status}. "${words}"`);
    expect(section).toContain("**Cure:**");
  });

  test("every message that is quoted in a heading stands in the code, or comes from the system", () => {
    const source = glob("service/src/**/*.ts").map(read).join("\n");
    const quoted = headingsOf(errorsPage, "###").flatMap((heading) =>
      [...heading.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? ""),
    );
    const missing = quoted
      .filter((message) => !isVariable(message))
      .flatMap((message) => message.split("…"))
      .map((part) => part.replace(/^(PBX|Zendesk): /, "").trim())
      .filter((part) => !source.includes(part));
    expect(quoted.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  function isVariable(message: string): boolean {
    return configKeys().some((key) => message === `${key}:`);
  }
});

describe.each(documents)("%s", (path) => {
  test("every relative link leads to a file, and to a heading if it names one", () => {
    const broken = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? "")
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? path : join(dirname(path), file);
        if (!existsSync(join(root, target))) return true;
        if (anchor === undefined) return false;
        const anchors = [...read(target).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ""));
        return !anchors.includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test("every path of the repository exists", () => {
    const { blocks, spans } = codeOf(path);
    const words = [...blocks, ...spans].flatMap((code) => code.split(/[\s,;()"']+/));
    expect(words.filter((word) => looksLikePath(word) && !exists(word, dirname(path)))).toEqual([]);
  });

  test("every npm script that is mentioned exists", () => {
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts as object);
    const mentioned = [...read(path).matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map((m) => m[1] ?? "");
    expect(mentioned.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

const folders = /^(service|shared|tests|docs|scripts|zendesk-app|\.ci)\//;
const files = /^[\w.@-]+(\/[\w.@-]+)*\.(ts|tsx|mjs|sql|md)$/;

/** Starts with a folder of ours, or ends like source. Names with gaps (`0002-…`) and addresses are none. */
function looksLikePath(word: string): boolean {
  return (folders.test(word) && /^[\w./@-]+$/.test(word)) || files.test(word);
}

const sources = new Set(
  glob("{service,shared,tests,scripts,docs,zendesk-app}/**/*.*", "*.*").map((f) => basename(f)),
);

/** From the root, from service/src, from beside the document, or a bare name that some file has. */
function exists(word: string, folder: string): boolean {
  const examples = new Set([
    "utils.ts",
    "0002-what-it-does.sql",
    "../support/database.ts",
    "../world/world.ts",
  ]);
  if (examples.has(word)) return true;
  const bare = !word.includes("/") && sources.has(word);
  return bare || ["", "service/src", folder].some((base) => existsSync(join(root, base, word)));
}

function configKeys(): string[] {
  const schema = /const Env = z\.object\(\{([\s\S]*?)^\}\);/m.exec(read("service/src/config.ts"))?.[1] ?? "";
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1] ?? "");
}

test("the README's table names every variable of the environment and no other", () => {
  const section = /^### Environment\n([\s\S]*?)^#/m.exec(read("README.md"))?.[1] ?? "";
  const rows = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows).toEqual(configKeys());
});

test("operations.md names every metric of ours and none that does not exist", async () => {
  const { registry } = createMetrics();
  const existing = (await registry.getMetricsAsJSON()).map((metric) => metric.name);
  const own = [...read("service/src/platform/metrics.ts").matchAll(/name: "(\w+)"/g)].map((m) => m[1]);
  const mentioned = documents.flatMap(
    (path) => read(path).match(/\bdeskline_(?!integrations\b)[a-z0-9_]+/g) ?? [],
  );
  expect(mentioned.filter((name) => !existing.includes(name))).toEqual([]);
  expect(mentioned).toEqual(expect.arrayContaining(own));
});

describe("the command line", () => {
  const commands = [...new Map(documents.flatMap(commandsIn).map((one) => [one.line, one])).values()];

  test("is documented", () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  test("every command and option that is mentioned exists", () => {
    const program = newProgram();
    const wrong = commands.filter(({ name, options }) => {
      const command = name.split(" ").reduce<Command | undefined>(subcommand, program);
      const known = [...(command?.options.map((option) => option.long) ?? []), "--help"];
      return command === undefined || options.some((option) => !known.includes(option));
    });
    expect(wrong).toEqual([]);
  });

  test("deskline --help names every group of commands", { timeout: 30_000 }, async () => {
    const cli = ["service/src/cli/main.ts", "--help"];
    const { stdout } = await promisify(execFile)(process.execPath, cli, { cwd: root });
    const groups = commands.map((one) => one.name.split(" ")[0] ?? "").filter((group) => group !== "");
    for (const group of groups) expect(stdout).toMatch(new RegExp(`^ {2}${group} `, "m"));
  });
});

type Command = Parameters<typeof integrationCommands>[0];

/** The commands as the command line has them, without a process for each. */
function newProgram(): Command {
  const commander: unknown = createRequire(join(root, "service/package.json"))("commander");
  const program = new (commander as { Command: new (name: string) => Command }).Command("deskline");
  for (const add of [
    integrationCommands,
    bindCommands,
    appCommands,
    callCommands,
    operatorCommands,
    ticketCommands,
  ])
    add(program, {});
  return program;
}

function subcommand(command: Command | undefined, name: string): Command | undefined {
  return name === "" ? command : command?.commands.find((one) => one.name() === name);
}

type Mention = { line: string; name: string; options: string[] };

/** Commands as they are written in code: `deskline calls show`, `npm run deskline -- bind auto --dry-run`. */
function commandsIn(path: string): Mention[] {
  const { blocks, spans } = codeOf(path);
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"));
  return [...spans, ...lines].flatMap((line) => {
    const rest = /\bdeskline (?:-- )?((?:integration|bind|app|calls|jobs|operator|tickets|-)[^'`]*)/.exec(
      line,
    )?.[1];
    if (rest === undefined || /^\s*--\s*$/.test(rest)) return [];
    const words = rest.trim().split(/\s+/);
    const end = words.findIndex((word) => !/^[a-z]+(-[a-z]+)*$/.test(word));
    const name = (end === -1 ? words : words.slice(0, end)).slice(0, 2).join(" ");
    return [{ line, name, options: words.filter((word) => /^--[a-z]/.test(word)) }];
  });
}
