import { DisconnectInput, Disconnected } from "@deskline/shared/admin-switch";
import { Hono } from "hono";
import { input } from "../http/input.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import { disconnect, type DisconnectDeps } from "./disconnect.ts";
import type { AdminEnv } from "./env.ts";

/** `…/disconnect` */
export function disconnectRoutes(deps: DisconnectDeps): Hono<AdminEnv> {
  return new Hono<AdminEnv>().post(
    "/integrations/:id/disconnect",
    describeAdmin("Undo what joined the two sides, and clear the settings", { 200: Disconnected }),
    input("json", DisconnectInput),
    async (c) =>
      c.json({ steps: await disconnect(deps, auditedBy(c), c.get("integration"), c.req.valid("json")) }),
  );
}
