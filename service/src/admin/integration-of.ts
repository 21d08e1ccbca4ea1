import type { MiddlewareHandler } from "hono";
import { problem } from "../http/problem.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { readIntegration } from "../integrations/store.ts";
import { isUuid } from "../platform/uuid.ts";
import type { Database } from "../storage/database.ts";
import type { AdminEnv } from "./env.ts";

export type IntegrationOfDeps = { db: Database; registry: Registry };

/**
 * Finds the integration that is named in the path. To an administrator of Zendesk all but the own one are unknown.
 * What a request changes counts in this replica before it is answered.
 */
export function integrationOf(deps: IntegrationOfDeps): MiddlewareHandler<AdminEnv, "/integrations/:id"> {
  return async (c, next) => {
    const id = c.req.param("id");
    const who = c.get("who");
    const own = who.kind === "operator" || who.integrationId === id;
    const integration = own && isUuid(id) ? await known(deps, id) : null;
    if (integration === null) return problem(c, "integration_unknown");
    c.set("integration", integration);
    await next();
    if (c.req.method !== "GET" && c.res.ok && c.get("isOnlyRead") !== true) await deps.registry.reload();
  };
}

/** As it is stored now: what a replica holds in memory may be a moment behind the change before. */
async function known({ db, registry }: IntegrationOfDeps, id: string): Promise<KnownIntegration | null> {
  const fresh = await readIntegration(db, id);
  if (fresh === null) return null;
  const held = await registry.find(id);
  return held === undefined ? null : { ...held, ...fresh };
}
