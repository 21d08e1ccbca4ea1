import { IntegrationDetail } from "@deskline/shared/admin";
import { EnableInput } from "@deskline/shared/admin-switch";
import { Hono } from "hono";
import { input } from "../http/input.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import { detailOf, type DetailDeps } from "./detail.ts";
import type { AdminEnv } from "./env.ts";
import { disable, enable, type SwitchDeps } from "./switch.ts";

export type SwitchRoutesDeps = SwitchDeps & DetailDeps;

/** `POST …/disable`, `POST …/enable` */
export function switchRoutes(deps: SwitchRoutesDeps): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .post(
      "/integrations/:id/disable",
      describeAdmin("Switch off: nothing is written, nobody is told, calls are kept back", {
        200: IntegrationDetail,
      }),
      async (c) => {
        await disable(deps, auditedBy(c));
        return c.json(await detailOf(deps, c.get("integration").id));
      },
    )
    .post(
      "/integrations/:id/enable",
      describeAdmin("Switch on; calls of the meantime become tickets, or stay without", {
        200: IntegrationDetail,
      }),
      input("json", EnableInput),
      async (c) => {
        await enable(deps, auditedBy(c), c.req.valid("json").catchUp);
        return c.json(await detailOf(deps, c.get("integration").id));
      },
    );
}
