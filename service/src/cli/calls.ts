import { desc, eq } from "../storage/drizzle.ts";
import type { Command } from "commander";
import { callWithTrace } from "../calls/store.ts";
import { isUuid } from "../platform/uuid.ts";
import { showInZone } from "../platform/show-time.ts";
import { calls } from "../storage/calls-schema.ts";
import { retryCall, retryNote, type Retried } from "../tickets/retry-call.ts";
import { jobs } from "../queue/jobs.ts";
import { correctCommands } from "./correct.ts";
import { print, printTable } from "./print.ts";
import type { Env } from "./secrets.ts";
import { integrationNamed, whichIntegration, withSession } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline calls …` and `deskline jobs …` */
export function callCommands(program: Command, env: Env): void {
  const command = program.command("calls").description("see calls and what became of them");

  command
    .command("list")
    .description("the newest calls")
    .option(...whichIntegration)
    .option("--limit <count>", "how many", "20")
    .action(({ integration: name, limit }: { integration?: string; limit: string }) =>
      withSession(env, async (session) => {
        const one = await integrationNamed(session, name);
        const rows = await session.db
          .select()
          .from(calls)
          .where(eq(calls.integrationId, one.id))
          .orderBy(desc(calls.startedAt))
          .limit(Math.max(1, Number(limit) || 20));
        printTable(
          ["start", "direction", "outside", "outcome", "ticket", "reason", "id"],
          rows.map((row) => [
            row.startedAt === null ? "" : showInZone(row.startedAt.getTime(), one.pbx.timeZone),
            row.summary?.direction ?? "",
            row.summary?.outsideNumber ?? "",
            row.outcome ?? row.state ?? "",
            row.ticketId === null ? row.logging : `#${row.ticketId}`,
            row.loggingReason ?? "",
            row.id,
          ]),
        );
      }),
    );

  command
    .command("show")
    .description("one call: what the PBX told, what was decided and why, what was sent")
    .argument("<id>", "id of the call")
    .option("--json", "as JSON, with the raw events")
    .action((id: string, { json }: { json?: boolean }) =>
      withSession(env, async (session) => {
        const found = isUuid(id) ? await callWithTrace(session.db, id) : null;
        if (found === null) throw new UsageError(`There is no call ${id}. See: deskline calls list`);
        if (json === true) return print(JSON.stringify(found, null, 2));
        print(JSON.stringify(found.call.summary, null, 2));
        for (const event of found.events)
          print(
            `${event.receivedAt.toISOString()}  event ${event.type} by ${event.seenOn.join(" and ")}: ${event.state}`,
          );
        for (const step of found.steps)
          print(`${step.at.toISOString()}  ${step.step} ${JSON.stringify(step.detail)}`);
      }),
    );

  command
    .command("retry")
    .description("bring calls to Zendesk again that got no ticket")
    .argument("<ids...>", "ids of the calls")
    .action((ids: string[]) =>
      withSession(env, async (session) => {
        const queue = await session.openQueue();
        for (const id of ids) {
          if (!isUuid(id)) throw new UsageError(`There is no call ${id}. See: deskline calls list`);
          print(`${id}: ${retriedWords[await retryCall({ ...session, queue }, id)]}`);
        }
      }),
    );

  correctCommands(command, env);

  const queue = program.command("jobs").description("see and repeat jobs that were given up");

  queue
    .command("parked")
    .description("jobs that were given up, with the reason")
    .action(() =>
      withSession(env, async (session) => {
        const parked = await (await session.openQueue()).parked();
        printTable(
          ["since", "job", "payload", "reason", "id"],
          parked.map((job) => [
            job.parkedAt.toISOString(),
            job.queue,
            JSON.stringify(job.payload),
            job.reason,
            job.id,
          ]),
        );
      }),
    );

  queue
    .command("retry")
    .description("try given-up jobs again")
    .argument("[ids...]", "ids of the jobs")
    .option("--all", "all of them")
    .action((ids: string[], { all }: { all?: boolean }) =>
      withSession(env, async (session) => {
        const jobQueue = await session.openQueue();
        const parked = await jobQueue.parked();
        const chosen = all === true ? parked : parked.filter((job) => ids.includes(job.id));
        if (chosen.length === 0) throw new UsageError("No such job was given up. See: deskline jobs parked");
        const deps = { ...session, queue: jobQueue };
        for (const job of chosen) {
          const { callId } = jobs["log-call"].payload.parse(job.payload);
          const retried =
            job.queue === "log-note" ? await retryNote(deps, callId) : await retryCall(deps, callId);
          print(`${job.id}: ${retriedWords[retried]}`);
        }
      }),
    );
}

const retriedWords: Record<Retried, string> = {
  retried: "tried again",
  unknown: "there is no such call",
  not_settled: "has not ended yet",
  has_ticket: "has its ticket already",
  held: "is kept back: its integration is switched off",
  not_wanted: "is not to be logged: `deskline calls list` says why",
};
