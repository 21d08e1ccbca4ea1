/** npm run demo: the service between a simulated PBX and a simulated Zendesk, and one call on its way to a ticket. */
import { runDemo } from "./demo.ts";
import { whenNpmHasGone } from "./parent.ts";
import { createTerminal } from "./terminal.ts";

const stop = new AbortController();
const terminal = createTerminal(process.stdout, process.env);
let problem: unknown;

/** Once is enough: a terminal and npm may both pass the same Ctrl-C on, and clearing up must not be cut short. */
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
whenNpmHasGone(process.env, () => stop.abort());
/** Whoever reads along has gone, as a closed terminal does. */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => stop.abort());
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    if (!stop.signal.aborted) problem ??= error;
    stop.abort();
  });
}

const stack = new AsyncDisposableStack();
try {
  await runDemo(stack, terminal, stop.signal);
} catch (error) {
  // What breaks because of the stopping is no news.
  if (!stop.signal.aborted) problem ??= error;
}
if (problem !== undefined) terminal.problem(problem);
stop.abort();
terminal.line("\nStopping …");
try {
  await stack.disposeAsync();
  terminal.line("Nothing is left running, and the data directory is removed.");
} catch (error) {
  problem ??= error;
  terminal.problem(error);
}
process.exit(problem === undefined ? 0 : 1);
