import { LiveMessage, LiveQuery, PopClaim, PopFailure, PopGrant, type CallView } from "@deskline/shared/app";
import { Hono, type Context } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import type { AppEnv } from "../app/agent.ts";
import { outsideKeyOf } from "../calls/keys.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import type { Database } from "../storage/database.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { withinTime } from "../platform/within-time.ts";
import { claimPop } from "./claim-pop.ts";
import { concerns, type Interest, type Told } from "./core/relevance.ts";
import type { Hub } from "./hub.ts";
import { notePopFailure } from "./note-pop-failure.ts";

export type LiveRoutesDeps = {
  db: Database;
  registry: Registry;
  hub: Hub;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
};

/** Proxies drop connections that say nothing. */
const heartbeatMs = 15_000;
/** Then the app comes again with a fresh session, and whoever may not any more is refused. */
const longestMs = 15 * 60_000;

const json = <T>(schema: T) => ({ "application/json": { schema: resolver(schema as never) } });

/** `GET /api/app/live`, `POST /api/app/calls/{id}/pop`, `POST /api/app/calls/{id}/pop/failed` */
export function liveRoutes(deps: LiveRoutesDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      "/live",
      describeRoute({
        summary: "Calls as they change",
        description:
          "An event stream. `call` events hold a call and carry its revision as their id; with `Last-Event-ID` the stream goes on after it, without it begins with an id to go on from and the calls that run. `me` says that `/api/app/me` is to be read again, `reset` that everything is.",
        responses: {
          200: {
            description: "The stream.",
            content: { "text/event-stream": { schema: resolver(LiveMessage) } },
          },
        },
      }),
      input("query", LiveQuery),
      (c) => {
        const { users, numbers } = c.req.valid("query");
        return follow(c, deps, { users: listOf(users), numbers: listOf(numbers) });
      },
    )
    .post(
      "/calls/:id/pop",
      describeRoute({
        summary: "Whether this tab may pop the call",
        description: "Granted once per call, moment and agent, however many tabs and frames ask.",
        responses: { 200: { description: "The answer.", content: json(PopGrant) } },
      }),
      input("json", PopClaim),
      async (c) => {
        const granted = await claimPop(deps.db, c.get("agent"), c.req.param("id"), c.req.valid("json"));
        if (granted === true) deps.metrics.pops.inc({ result: "granted" });
        return granted === null ? problem(c, "call_unknown") : c.json({ granted } satisfies PopGrant);
      },
    )
    .post(
      "/calls/:id/pop/failed",
      describeRoute({
        summary: "Zendesk did not show the call",
        description: "Noted in the call's trace, once.",
        responses: { 204: { description: "Noted, or known before." } },
      }),
      input("json", PopFailure),
      async (c) => {
        const agent = c.get("agent");
        const callId = c.req.param("id");
        const failure = c.req.valid("json");
        if (await notePopFailure(deps, agent, callId, failure)) {
          deps.metrics.pops.inc({ result: "failed" });
          deps.log.warn({ callId, agentId: agent.id, ...failure }, "Zendesk did not show a call");
        }
        return c.body(null, 204);
      },
    );
}

async function follow(
  c: Context<AppEnv>,
  { hub, registry, metrics }: LiveRoutesDeps,
  watched: { users: string[]; numbers: string[] },
): Promise<Response> {
  const { integration, id: agentId } = c.get("agent");
  const after = revisionOf(c.req.header("last-event-id"));
  const from = after ?? (await hub.newestRevision(integration.id));
  c.header("cache-control", "no-store");
  c.header("x-accel-buffering", "no");
  return streamSSE(c, async (stream) => {
    const users = new Set(watched.users.map(Number));
    const numbers = new Set(watched.numbers.flatMap((number) => outsideKeyOf(number, integration) ?? []));
    const interest = (): Interest => ({
      extension: extensionOf(registry, integration, agentId),
      users,
      numbers,
    });
    const outbox = createOutbox(interest);
    const leave = hub.follow({
      integrationId: integration.id,
      agentId,
      revision: from,
      onCalls: outbox.add,
      onMe: () => outbox.say("me"),
      onReset: () => outbox.say("reset"),
    });
    metrics.liveStreams.inc();
    try {
      const changed = await hub.changedSince(integration.id, after);
      if (changed === null) outbox.say("reset");
      else outbox.add(changed);
      await send(stream, outbox, { from, until: Date.now() + longestMs });
    } finally {
      metrics.liveStreams.dec();
      leave();
    }
  });
}

/** The first thing said is where to go on from: a stream may break before it told of any call. */
async function send(
  stream: SSEStreamingApi,
  outbox: Outbox,
  { from, until }: { from: number; until: number },
): Promise<void> {
  const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
  const moves = () => Promise.race([outbox.filled(), gone]).then(() => true);
  await stream.write(`: open\nid: ${from}\n\n`);
  while (!stream.aborted && Date.now() < until) {
    for (const call of outbox.take())
      await stream.writeSSE({ event: "call", id: String(call.revision), data: JSON.stringify(call) });
    for (const event of outbox.takeSaid()) await stream.writeSSE({ event, data: "{}" });
    if ((await withinTime(moves(), heartbeatMs)) === null) await stream.write(": alive\n\n");
  }
}

type Outbox = {
  add(told: Told[]): void;
  say(what: "me" | "reset"): void;
  take(): CallView[];
  takeSaid(): ("me" | "reset")[];
  filled(): Promise<void>;
};

/** Holds of each call the newest view that was not sent yet: a slow reader costs no more than its calls. */
function createOutbox(interest: () => Interest): Outbox {
  const waiting = new Map<string, CallView>();
  const said = new Set<"me" | "reset">();
  let signal = Promise.withResolvers<void>();
  return {
    add: (told) => {
      const now = interest();
      for (const one of told) {
        if (!concerns(one, now)) continue;
        const before = waiting.get(one.view.id);
        if (before === undefined || before.revision < one.view.revision) waiting.set(one.view.id, one.view);
      }
      if (waiting.size > 0) signal.resolve();
    },
    say: (what) => {
      said.add(what);
      signal.resolve();
    },
    take: () => {
      signal = Promise.withResolvers<void>();
      const views = [...waiting.values()].sort((a, b) => a.revision - b.revision);
      waiting.clear();
      return views;
    },
    takeSaid: () => {
      const all = [...said];
      said.clear();
      return all;
    },
    filled: () => signal.promise,
  };
}

function extensionOf(registry: Registry, integration: KnownIntegration, agentId: number): string | null {
  return registry.byId(integration.id)?.extensionOf.get(agentId) ?? null;
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .filter((part) => part !== "")
    .slice(0, 50);
}

function revisionOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
