import {
  IntegrationDetail,
  IntegrationInput,
  IntegrationList,
  NewIntegrationInput,
  PopSettings,
  RecentCalls,
} from "@deskline/shared/admin";
import type { ErrorCode } from "@deskline/shared/errors";
import { Hono } from "hono";
import { operatorOnly } from "../console/who.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { changeIntegration } from "../integrations/change.ts";
import { addIntegration, lockIntegration, removeIntegration } from "../integrations/store.ts";
import type { SecretBox } from "../platform/secrets.ts";
import { version } from "../platform/version.ts";
import type { Database } from "../storage/database.ts";
import { audit, auditedBy } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";
import { problemsOf } from "./core/problems.ts";
import { describeAdmin } from "./describe.ts";
import { detailOf, type DetailDeps } from "./detail.ts";
import type { AdminEnv } from "./env.ts";
import { keptAnswers } from "./kept-answers.ts";
import { recentCalls } from "./recent-calls.ts";
import { factsOf, isNameTaken, statusOf, type Facts } from "./store.ts";

export type IntegrationRoutesDeps = DetailDeps & { db: Database; box: SecretBox };

/** `/api/admin/integrations`, `/api/admin/integrations/{id}`, `…/recent-calls` */
export function integrationRoutes(deps: IntegrationRoutesDeps): Hono<AdminEnv> {
  const { db, clock } = deps;

  return new Hono<AdminEnv>()
    .get(
      "/integrations",
      describeAdmin("Integrations, with what is wrong with them", { 200: IntegrationList }),
      async (c) => {
        const who = c.get("who");
        const now = clock.now();
        const facts = await factsOf(db, now, who.kind === "operator" ? undefined : who.integrationId);
        return c.json({ integrations: facts.map((one) => rowOf(one, now)) } satisfies IntegrationList);
      },
    )
    .post(
      "/integrations",
      describeAdmin("Add an integration", { 201: IntegrationDetail }, [
        "name_taken",
        "key_reused",
        "key_running",
      ]),
      operatorOnly,
      keptAnswers(deps),
      input("json", NewIntegrationInput),
      async (c) => {
        const { name } = c.req.valid("json");
        const added = await db.transaction(async (tx) => {
          if (await isNameTaken(tx, name, null)) return null;
          const one = await addIntegration(tx, deps.box, { name });
          await audit(tx, { actor: c.get("actor"), integration: one }, "integration.added", {
            after: { name },
          });
          return one;
        });
        return added === null ? problem(c, "name_taken") : c.json(await detailOf(deps, added.id), 201);
      },
    )
    .get("/integrations/:id", describeAdmin("An integration", { 200: IntegrationDetail }), async (c) =>
      c.json(await detailOf(deps, c.get("integration").id)),
    )
    .patch(
      "/integrations/:id",
      describeAdmin("Change what is given of an integration", { 200: IntegrationDetail }, [
        "name_taken",
        "settings_changed",
      ]),
      input("json", IntegrationInput),
      async (c) => {
        const { was, ...given } = c.req.valid("json");
        const { id } = c.get("integration");
        const wrong = await db.transaction(async (tx): Promise<ErrorCode | null> => {
          const present = await lockIntegration(tx, id);
          if (present === null) return "integration_unknown";
          if (given.name !== undefined && (await isNameTaken(tx, given.name, id))) return "name_taken";
          // Parsed, so that their parts stand in the order in which they are compared.
          const settings = PopSettings.parse(present);
          if (was !== undefined && changesBetween(settings, was) !== null) return "settings_changed";
          const change = changesBetween({ ...present, ...settings }, given);
          if (change === null) return null;
          await changeIntegration(tx, id, given);
          await audit(tx, auditedBy(c), "integration.changed", change);
          return null;
        });
        return wrong === null ? c.json(await detailOf(deps, id)) : problem(c, wrong);
      },
    )
    .delete(
      "/integrations/:id",
      describeAdmin("Remove an integration with everything it recorded", { 204: "It is gone." }),
      operatorOnly,
      async (c) => {
        const { id, name } = c.get("integration");
        await db.transaction(async (tx) => {
          await removeIntegration(tx, id);
          await audit(tx, auditedBy(c), "integration.removed", { before: { name } });
        });
        return c.body(null, 204);
      },
    )
    .get(
      "/integrations/:id/recent-calls",
      describeAdmin("The newest calls, and what became of them", { 200: RecentCalls }),
      async (c) => c.json({ calls: await recentCalls(db, c.get("integration")) } satisfies RecentCalls),
    );
}

function rowOf(facts: Facts, now: number): IntegrationList["integrations"][number] {
  const { id, name, pbx, subdomain, callsToday, ticketsToday, lastEventAt } = facts;
  return {
    id,
    name,
    status: statusOf(facts),
    pbx,
    subdomain,
    callsToday,
    ticketsToday,
    lastEventAt,
    problems: problemsOf(facts, version, now),
  };
}
