import { randomUUID } from "node:crypto";
import { aliasUrl, type Account } from "../account.ts";
import { ok, type Route } from "../server/call.ts";
import { invalidAttribute, recordNotFound, Refusal } from "../server/refusal.ts";

type Result = Record<string, unknown>;
type Job = {
  id: string;
  type: string;
  startedAt: number;
  items: (() => Result)[];
  verb: string;
  results: Result[];
};

export type Jobs = {
  /** Queues work; each item takes `jobMsPerItem` of the account's clock after half a second in the queue. */
  start(type: string, verb: string, items: (() => Result)[]): Record<string, unknown>;
  /** Does the work that is due by now. */
  tick(): void;
  readonly routes: Route[];
};

const queuedMs = 500;
const maxInflight = 30;

export function createJobs(account: Account): Jobs {
  const jobs = new Map<string, Job>();
  const finished = (job: Job) => job.results.length === job.items.length;

  function tick(): void {
    for (const job of jobs.values()) {
      const working = account.now() - job.startedAt - queuedMs;
      const due = Math.min(job.items.length, Math.floor(working / Math.max(1, account.options.jobMsPerItem)));
      while (job.results.length < due) {
        const item = job.items[job.results.length];
        if (item !== undefined) job.results.push(item());
      }
    }
  }

  function show(job: Job): Record<string, unknown> {
    const done = finished(job);
    const queued = account.now() - job.startedAt < queuedMs;
    return {
      id: job.id,
      job_type: job.type,
      url: aliasUrl(account, `/api/v2/job_statuses/${job.id}.json`),
      total: job.items.length,
      progress: job.results.length,
      status: done ? "completed" : queued ? "queued" : "working",
      message: done
        ? `Completed at ${new Date(account.now()).toUTCString()}`
        : queued
          ? null
          : `${job.verb} #${job.results.length + 1}`,
      results: done ? job.results : null,
    };
  }

  function byId(id: string): Job {
    const job = jobs.get(id);
    if (job === undefined) throw recordNotFound();
    return job;
  }

  return {
    start(type, verb, items) {
      const inflight = [...jobs.values()].filter((job) => !finished(job));
      if (inflight.length >= maxInflight) {
        throw new Refusal(429, {
          error: "TooManyJobs",
          description: "Too many jobs are currently queued or running. Try again later.",
          current_job_ids: inflight.map((job) => job.id),
        });
      }
      const id = `V3-${randomUUID().replaceAll("-", "")}`;
      const job: Job = { id, type, verb, startedAt: account.now(), items, results: [] };
      jobs.set(job.id, job);
      return { job_status: show(job) };
    },
    tick,
    routes: [
      {
        method: "GET",
        path: "/api/v2/job_statuses",
        scope: { resource: "broad", access: "read" },
        who: "agents",
        paginated: true,
        handle: () => ok({ job_statuses: [...jobs.values()].slice(-100).map(show) }),
      },
      {
        method: "GET",
        path: "/api/v2/job_statuses/show_many",
        scope: { resource: "broad", access: "read" },
        who: "agents",
        query: ["ids"],
        handle: (call) => {
          const ids = (call.query.get("ids") ?? "").split(",").filter((id) => id !== "");
          if (ids.length === 0) throw invalidAttribute("ids", "ids is missing");
          return ok({ job_statuses: ids.flatMap((id) => jobs.get(id) ?? []).map(show) });
        },
      },
      {
        method: "GET",
        path: "/api/v2/job_statuses/:id",
        scope: { resource: "broad", access: "read" },
        who: "agents",
        handle: (call) => ok({ job_status: show(byId(call.params["id"] ?? "")) }),
      },
    ],
  };
}
