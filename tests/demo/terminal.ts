import type { WriteStream } from "node:tty";
import { timeOfDay } from "./time-of-day.ts";

export type TimedLine = { at: number; text: string };

/** How the demo speaks: plain lines, with colour where somebody sees it. */
export type Terminal = {
  title(name: string, what: string): void;
  heading(text: string): void;
  line(text: string): void;
  /** Something of the set-up is done. */
  done(what: string, detail: string): void;
  /** What happened, and what came of it on a line of its own. */
  story(lines: TimedLine[], result: string): void;
  table(rows: [string, string][]): void;
  hint(what: string, command: string): void;
  problem(error: unknown): void;
};

const width = 27;

export function createTerminal(
  stream: Pick<WriteStream, "write" | "isTTY">,
  env: Record<string, string | undefined>,
): Terminal {
  const colourful = stream.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  const paint = (code: number, text: string): string =>
    colourful ? `\u001b[${code}m${text}\u001b[0m` : text;
  const bold = (text: string): string => paint(1, text);
  const dim = (text: string): string => paint(2, text);
  const line = (text: string): void => void stream.write(`${text}\n`);
  const timed = ({ at, text }: TimedLine): string => `  ${dim(timeOfDay(at))}  ${text}`;
  return {
    title: (name, what) => line(`\n${bold(name)}${dim(`: ${what}`)}\n`),
    heading: (text) => line(`\n${bold(text)}`),
    line,
    done: (what, detail) => line(`  ${paint(32, "✓")} ${what.padEnd(width)} ${dim(detail)}`),
    story: (lines, result) =>
      line([...lines.map(timed), `  ${" ".repeat(10)}${paint(32, result)}`].join("\n")),
    table: (rows) => {
      for (const [what, url] of rows) line(`  ${what.padEnd(width)} ${paint(36, url)}`);
    },
    hint: (what, command) => line(`\n  ${dim(what)}\n  ${command}`),
    problem: (error) =>
      void process.stderr.write(`\n${paint(31, error instanceof Error ? error.message : String(error))}\n`),
  };
}
