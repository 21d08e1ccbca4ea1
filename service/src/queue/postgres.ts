import { sql } from "../storage/drizzle.ts";
import { fromDrizzle, PgBoss, type JobResult as BossResult } from "pg-boss";
import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { Database } from "../storage/database.ts";
import { deadLetterQueue, jobs, type JobName, type Payload } from "./jobs.ts";

/** The transaction in which a job is added, so that it exists exactly if the data does. */
export type JobTransaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A job that shares its places with those of other integrations says whose it is. */
type Whose<N extends JobName> = N extends "log-call" ? { integrationId: string } : object;

export type AddOptions<N extends JobName> = { key: string; startAfter?: Date } & Whose<N>;
/** How one job ended: `parked` goes to the dead letters with its reason. */
export type JobResult = { status: "done" } | { status: "parked"; reason: string };
export type ParkedJob = { id: string; queue: JobName; payload: unknown; reason: string; parkedAt: Date };

export type WorkOptions = {
  /** Jobs taken at once; they run side by side. */
  batch: number;
  workers: number;
  /** Further workers at one job each, of which an integration has one in each process at most: whoever takes all the others leaves these. */
  reserve?: number;
  /** New jobs are told of at once; only those put off to a later time wait for the next look. */
  lookEverySeconds: number;
};

export type Queue = {
  add<N extends JobName>(
    name: N,
    payload: Payload<N>,
    options: AddOptions<N>,
    tx: JobTransaction | Database,
  ): Promise<void>;
  /** Adds many jobs at once, each under its key. */
  addAll<N extends JobName>(
    name: N,
    added: ({ key: string; payload: Payload<N> } & Whose<N>)[],
    tx: JobTransaction | Database,
  ): Promise<void>;
  /** Moves the waiting job of this key to another time, or adds it. */
  reschedule<N extends JobName>(
    name: N,
    payload: Payload<N>,
    options: AddOptions<N> & { startAfter: Date },
    tx: JobTransaction | Database,
  ): Promise<void>;
  /** Has the waiting jobs that have this in their payload run at once. */
  hasten<N extends JobName>(name: N, part: Partial<Payload<N>>, tx: JobTransaction): Promise<void>;
  work<N extends JobName>(
    name: N,
    options: WorkOptions,
    handle: (payload: Payload<N>) => Promise<JobResult>,
  ): Promise<void>;
  /** Adds a job by the clock, once however many replicas there are. */
  repeat(
    name:
      | "refresh-grants"
      | "pull-all-records"
      | "sweep-calls"
      | "sync-all-agents"
      | "remove-all-recordings"
      | "sweep-console"
      | "read-all-contacts"
      | "sweep-phonebooks",
    cron: string,
  ): Promise<void>;
  parked(): Promise<ParkedJob[]>;
  /**
   * Forgets what was given up under a key: in a queue that keeps order, a failed job holds back every
   * later one of its key. `payload` is the part of the payload by which parked jobs are recognised, where there are such.
   */
  release(name: JobName, key: string, payload: object, tx: JobTransaction | Database): Promise<void>;
  /** Keys of jobs that wait behind one that was given up, in a queue that keeps order. */
  heldBack(name: JobName, db: Database): Promise<string[]>;
  isReady(): boolean;
  stop(): Promise<void>;
};

/** A worker that shows no sign of life for this long is taken for dead and its job is given to another. */
const heartbeatSeconds = 10;
const mostAtOnce = 1000;

export async function startQueue(
  url: string,
  log: Logger,
  options: { worker: boolean; onEnd?: (name: JobName, result: "done" | "parked" | "failed") => void },
): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "deskline queue",
    max: 5,
    useListenNotify: options.worker,
    supervise: options.worker,
    schedule: options.worker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on("error", (error) => log.warn({ err: error }, "queue trouble"));
  boss.on("warning", (warning) => log.info({ warning }, "queue warning"));
  await boss.start();
  const there = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const name of Object.keys(jobs) as JobName[]) await ensureQueue(boss, name, there);
  let ready = true;

  /** A handler that throws has its job tried again by pg-boss; one that parks it sends it to the dead letters. */
  async function runJob<N extends JobName>(
    name: N,
    job: { id: string; data: unknown },
    handle: (payload: Payload<N>) => Promise<JobResult>,
  ): Promise<BossResult> {
    try {
      const result = await handle(jobs[name].payload.parse(job.data) as Payload<N>);
      options.onEnd?.(name, result.status);
      if (result.status === "done") return { id: job.id, status: "completed" };
      return { id: job.id, status: "deadletter", output: { reason: result.reason } };
    } catch (error) {
      options.onEnd?.(name, "failed");
      const level = error instanceof GatewayError ? "info" : "error";
      log[level]({ err: error, job: name, jobId: job.id }, "job failed");
      return { id: job.id, status: "failed", output: { reason: wordsOf(error) } };
    }
  }

  return {
    add: async (name, payload, options, tx) => {
      const { key, startAfter } = options;
      await boss.send(name, jobs[name].payload.parse(payload), {
        singletonKey: key,
        ...groupOf(options),
        ...(startAfter === undefined ? {} : { startAfter }),
        db: fromDrizzle(tx, sql),
      });
    },
    addAll: async (name, added, tx) => {
      const db = fromDrizzle(tx, sql);
      const all = added.map((one) => ({
        data: jobs[name].payload.parse(one.payload),
        singletonKey: one.key,
        ...groupOf(one),
      }));
      for (let i = 0; i < all.length; i += mostAtOnce)
        await boss.insert(name, all.slice(i, i + mostAtOnce), { db });
    },
    reschedule: async (name, payload, options, tx) => {
      const data = jobs[name].payload.parse(payload);
      const { key, startAfter } = options;
      const db = fromDrizzle(tx, sql);
      await boss.upsert(name, data, { singletonKey: key, ...groupOf(options), startAfter, db });
    },
    hasten: async (name, part, tx) => {
      await tx.execute(sql`
        update pgboss.job set start_after = now()
        where name = ${name} and state < 'active' and start_after > now() and data @> ${JSON.stringify(part)}::jsonb`);
    },
    work: async (name, { batch, workers, reserve = 0, lookEverySeconds }, handle) => {
      const options = {
        batchSize: batch,
        perJobResults: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: lookEverySeconds,
      } as const;
      const run = (fetched: { id: string; data: unknown }[]) =>
        Promise.all(fetched.map((job) => runJob(name, job, handle)));
      await boss.work(name, { ...options, localConcurrency: workers }, run);
      if (reserve === 0) return;
      const oneEach = { batchSize: 1, localGroupConcurrency: 1 };
      await boss.work(name, { ...options, ...oneEach, localConcurrency: reserve }, run);
    },
    repeat: async (name, cron) => {
      await boss.schedule(name, cron, {}, { singletonKey: name });
    },
    parked: async () => {
      const found: ParkedJob[] = [];
      for (const name of parkable()) {
        for (const job of await boss.findJobs(deadLetterQueue(name), { queued: true })) {
          found.push({
            id: job.id,
            queue: name,
            payload: job.data,
            reason: reasonOf(job.sourceOutput),
            parkedAt: job.createdOn,
          });
        }
      }
      return found;
    },
    release: async (name, key, payload, tx) => {
      const db = fromDrizzle(tx, sql);
      const failed = (await boss.findJobs(name, { key, db })).filter((job) => job.state === "failed");
      const parked = jobs[name].deadLetter
        ? await boss.findJobs(deadLetterQueue(name), { data: payload, db })
        : [];
      if (failed.length > 0)
        await boss.deleteJob(
          name,
          failed.map((job) => job.id),
          { db },
        );
      if (parked.length > 0)
        await boss.deleteJob(
          deadLetterQueue(name),
          parked.map((job) => job.id),
          { db },
        );
    },
    heldBack: async (name, db) => {
      // As pg-boss looks itself, so that its indexes serve: `getBlockedKeys` does not tell whether anything waits.
      const { rows } = await db.execute<{ key: string }>(sql`
        select failed.singleton_key as key from pgboss.job failed
        where failed.name = ${name} and failed.state = 'failed' and failed.policy = 'key_strict_fifo'
          and exists (select from pgboss.job waiting where waiting.name = failed.name
            and waiting.singleton_key = failed.singleton_key and waiting.state < 'active' and not waiting.blocked
            and waiting.policy = 'key_strict_fifo')`);
      return rows.map((row) => row.key);
    },
    isReady: () => ready,
    stop: async () => {
      ready = false;
      await boss.stop({ graceful: true, timeout: 15_000 });
    },
  };
}

function groupOf(whose: object): { group?: { id: string } } {
  const { integrationId: id } = { integrationId: undefined, ...whose };
  return typeof id === "string" ? { group: { id } } : {};
}

function parkable(): JobName[] {
  return (Object.keys(jobs) as JobName[]).filter((name) => jobs[name].deadLetter);
}

async function ensureQueue(boss: PgBoss, name: JobName, there: ReadonlySet<string>): Promise<void> {
  const { policy, deadLetter } = jobs[name];
  if (deadLetter && !there.has(deadLetterQueue(name)))
    await boss.createQueue(deadLetterQueue(name), { retentionSeconds: 365 * 24 * 3600 });
  if (there.has(name)) return;
  await boss.createQueue(name, {
    policy,
    notify: true,
    heartbeatSeconds,
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    retentionSeconds: 30 * 24 * 3600,
    deleteAfterSeconds: 24 * 3600,
    expireInSeconds: 300,
    ...(deadLetter ? { deadLetter: deadLetterQueue(name) } : {}),
  });
}

function reasonOf(output: object | null): string {
  if (output !== null && "reason" in output && typeof output.reason === "string") return output.reason;
  if (output !== null && "message" in output && typeof output.message === "string") return output.message;
  return "unknown";
}
