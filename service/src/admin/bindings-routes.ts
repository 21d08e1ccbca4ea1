import { AutoBinding, Bindings, BindingsInput } from "@deskline/shared/admin-bindings";
import { Hono } from "hono";
import { syncBoth, type SyncDeps } from "../extensions/sync-both.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { auditedBy } from "./audit.ts";
import { autoBindingOf, bindingsOf, saveBindings } from "./bindings.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";

export type BindingsRoutesDeps = SyncDeps;

/** `…/bindings`, `…/bindings/refresh`, `…/bindings/auto` */
export function bindingsRoutes(deps: BindingsRoutesDeps): Hono<AdminEnv> {
  const { db } = deps;

  return new Hono<AdminEnv>()
    .get(
      "/integrations/:id/bindings",
      describeAdmin("Agents, extensions, and who has which", { 200: Bindings }),
      async (c) => c.json(await bindingsOf(db, c.get("integration").id)),
    )
    .put(
      "/integrations/:id/bindings",
      describeAdmin("Save all bindings at once", { 200: Bindings }, [
        "bindings_changed",
        "extension_twice",
        "agent_twice",
        "agent_unknown",
        "extension_unknown",
      ]),
      input("json", BindingsInput),
      async (c) => {
        const wrong = await saveBindings(db, auditedBy(c), c.req.valid("json"));
        return wrong === null ? c.json(await bindingsOf(db, c.get("integration").id)) : problem(c, wrong);
      },
    )
    .post(
      "/integrations/:id/bindings/refresh",
      describeAdmin("Read agents from Zendesk and extensions from the PBX", { 200: Bindings }),
      async (c) => {
        const integration = c.get("integration");
        await syncBoth(deps, integration);
        return c.json(await bindingsOf(db, integration.id));
      },
    )
    .get(
      "/integrations/:id/bindings/auto",
      describeAdmin("What auto-bind would change; nothing is changed", { 200: AutoBinding }),
      async (c) => c.json(await autoBindingOf(db, c.get("integration").id)),
    );
}
