import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const subject = "Inbound Answered- from <5503309> to Kristin Hale<2005>";
const subjectInHtml = subject.replaceAll("<", "&#60;").replaceAll(">", "&#62;");

/** The demo as a person starts it, with nobody at the terminal. */
function startDemo() {
  const child = spawn(process.execPath, ["tests/demo/main.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.on("close", resolve);
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  // SIGTERM also when the test has failed: only then does it clear up after itself.
  onTestFinished(async () => {
    kill("SIGTERM");
    await ended;
  });
  const found = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? "";
  return { output: () => output, found, ended, kill, isUp: () => child.exitCode === null };
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 90_000, interval: 50 });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The service and its PostgreSQL, as they noted themselves down in the data directory. */
function processesOf(dataDir: string): number[] {
  const first = (...path: string[]): number =>
    Number(/\d+/.exec(readFileSync(join(dataDir, "postgres", ...path), "utf8"))?.[0]);
  return [first("lock.holder"), first("cluster", "postmaster.pid")];
}

test("the demo ends with a ticket, rings again on request, and leaves nothing behind", async () => {
  const demo = startDemo();
  await until(() => demo.output().includes("stays up") || !demo.isUp());
  expect(demo.output()).toMatch(new RegExp(`^ *${subject.replaceAll(/[<>]/g, String.raw`\$&`)}$`, "m"));
  const ticketUrl = demo.found(/The ticket\s+(http\S+)/);
  const pageUrl = demo.found(/The call's record\s+(http\S+)/);
  const dataDir = demo.found(/Data directory\s+([^\s,]+)/);
  expect(await (await fetch(ticketUrl)).text()).toContain(subjectInHtml);
  expect(await (await fetch(pageUrl)).text()).toContain(ticketUrl);
  const workspace: unknown = await (
    await fetch(`${demo.found(/The workspace\s+(http\S+)/)}/host/boot`)
  ).json();
  expect(workspace).toMatchObject({ agent: { name: "Kristin Hale" }, apps: [{ name: "Deskline" }] });

  const command = demo.found(/^ *(DATA_DIR=.*)$/m);
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", command], { cwd: root });
  expect(stdout).toContain("ticket_opened");

  const body = new URLSearchParams({ play: "answered" });
  expect((await fetch(new URL("/calls", pageUrl), { method: "POST", body })).status).toBe(200);
  await until(() => demo.output().split(subject).length > 2);
  const tickets = await (await fetch(demo.found(/All tickets\s+(http\S+)/))).text();
  expect(tickets.split(subjectInHtml)).toHaveLength(3);
  expect(demo.isUp()).toBe(true);

  const processes = processesOf(dataDir);
  expect(processes.filter(isAlive)).toEqual(processes);
  demo.kill("SIGINT");
  expect(await demo.ended).toBe(0);
  await until(() => !processes.some(isAlive)); // an ended orphan counts until init has reaped it
  expect(existsSync(dataDir)).toBe(false);
});

test("a demo whose service is killed says so, ends with 1 and leaves nothing behind", async () => {
  const demo = startDemo();
  const dataDir = (): string => demo.found(/Data directory\s+([^\s,]+)/);
  await until(() => demo.output().includes("Service with its database") || !demo.isUp());
  const [service = 0, postgres = 0] = processesOf(dataDir());
  process.kill(service, "SIGKILL");
  expect(await demo.ended).toBe(1);
  expect(demo.output()).toContain("The service ended by itself");
  await until(() => !isAlive(postgres));
  expect(existsSync(dataDir())).toBe(false);
});

test("a demo that is stopped while it starts leaves nothing behind", async () => {
  const demo = startDemo();
  const dataDir = (): string => demo.found(/Data directory\s+([^\s,]+)/);
  await until(() => dataDir() !== "" || !demo.isUp());
  demo.kill("SIGHUP");
  expect(await demo.ended).toBe(0);
  expect(existsSync(dataDir())).toBe(false);
});
