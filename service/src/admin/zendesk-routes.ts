import { IntegrationDetail } from "@deskline/shared/admin";
import { AuthorizeUrl, ZendeskInput } from "@deskline/shared/admin-zendesk";
import { Hono } from "hono";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import { detailOf, type DetailDeps } from "./detail.ts";
import type { AdminEnv } from "./env.ts";
import { authorize, changeZendesk, type ZendeskAdminDeps } from "./zendesk.ts";

export type ZendeskRoutesDeps = ZendeskAdminDeps & DetailDeps;

/** `…/zendesk`, `…/zendesk/authorize` */
export function zendeskAdminRoutes(deps: ZendeskRoutesDeps): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .put(
      "/integrations/:id/zendesk",
      describeAdmin("Change what is given of the Zendesk account", { 200: IntegrationDetail }, [
        "subdomain_wrong",
        "own_account",
      ]),
      input("json", ZendeskInput, { subdomain: "subdomain_wrong" }),
      async (c) => {
        const integration = c.get("integration");
        const wrong = await changeZendesk(deps, auditedBy(c), integration, c.req.valid("json"), c.get("who"));
        return wrong === null ? c.json(await detailOf(deps, integration.id)) : problem(c, wrong);
      },
    )
    .post(
      "/integrations/:id/zendesk/authorize",
      describeAdmin("Where Zendesk asks an administrator for access", { 200: AuthorizeUrl }, [
        "zendesk_not_entered",
      ]),
      async (c) => {
        const url = await authorize(deps, c.get("integration"));
        return url === null ? problem(c, "zendesk_not_entered") : c.json({ url });
      },
    );
}
