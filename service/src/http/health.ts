import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import type { Metrics } from "../platform/metrics.ts";
import { withinTime } from "../platform/within-time.ts";
import type { Queue } from "../queue/postgres.ts";
import { ping, type Database } from "../storage/database.ts";
import type { HttpEnv } from "./problem.ts";

export type HealthDeps = { db: Database; queue: Queue; metrics: Metrics };

const patienceMs = 2000;

/** `GET /healthz`, `/readyz`, `/metrics` */
export function healthRoutes({ db, queue, metrics }: HealthDeps): Hono<HttpEnv> {
  return new Hono<HttpEnv>()
    .get(
      "/healthz",
      describeRoute({ summary: "The process lives", responses: { 200: { description: "It does." } } }),
      (c) => c.json({ status: "ok" }),
    )
    .get(
      "/readyz",
      describeRoute({
        summary: "Database, migrations and queue are ready",
        responses: {
          200: { description: "They are." },
          503: { description: "They are not; the body says which." },
        },
      }),
      async (c) => {
        const database = await answersInTime(ping(db));
        const ready = database && queue.isReady();
        return c.json(
          { status: ready ? "ready" : "not_ready", database, queue: queue.isReady() },
          ready ? 200 : 503,
        );
      },
    )
    .get(
      "/metrics",
      describeRoute({ summary: "Prometheus metrics", responses: { 200: { description: "Text format." } } }),
      async (c) =>
        c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
    );
}

async function answersInTime(answer: Promise<void>): Promise<boolean> {
  const answered = answer.then(
    () => true,
    () => false,
  );
  return (await withinTime(answered, patienceMs)) ?? false;
}
