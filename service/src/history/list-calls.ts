import type { CallsPage, CallsQuery } from "@deskline/shared/app";
import type { ErrorCode } from "@deskline/shared/errors";
import type { z } from "zod";
import type { Agent } from "../app/agent.ts";
import { viewsOf } from "../live/call-view.ts";
import { reaches } from "../tickets/reach.ts";
import type { HistoryDeps } from "./change.ts";
import { readCursor, writeCursor } from "./core/cursor.ts";
import { whoseCalls } from "./core/whose.ts";
import { callsOf } from "./store.ts";

/**
 * One page of calls, and where the next one begins. Calls that are made meanwhile move nothing in it. Those of a
 * ticket are told to whoever may see it. @throws {GatewayError}
 */
export async function listCalls(
  { db, zendeskOf }: Pick<HistoryDeps, "db" | "zendeskOf">,
  agent: Agent,
  query: z.output<typeof CallsQuery>,
): Promise<CallsPage | { refused: ErrorCode }> {
  const { integration } = agent;
  const whose = whoseCalls(query, agent, integration.defaultCountry);
  if (whose === null) return { refused: "calls_of_whom" };
  if (whose.kind === "ticket" && !(await reaches(zendeskOf, agent, whose.ticketId)))
    return { refused: "ticket_unknown" };
  const after = query.before === undefined ? null : readCursor(query.before);
  if (query.before !== undefined && after === null) return { refused: "cursor_wrong" };
  const { limit } = query;
  const page = { missed: query.only === "missed", after, limit: limit + 1 };
  const rows = await callsOf(db, integration.id, whose, page);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? writeCursor({ id: last.id, startedAt: last.startedAt?.getTime() ?? 0 })
      : null;
  return { calls: await viewsOf(db, integration, shown), next };
}
