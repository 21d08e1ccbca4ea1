import { Hono } from "hono";
import { accessRoutes, openAccessRoutes } from "../console/access-routes.ts";
import { sameSite } from "../console/same-site.ts";
import { requireWho, type WhoDeps } from "../console/who.ts";
import { auditRoutes } from "./audit-routes.ts";
import { bindingsRoutes, type BindingsRoutesDeps } from "./bindings-routes.ts";
import { callsRoutes, type CallsRoutesDeps } from "./calls-routes.ts";
import { contactsRoutes, type ContactsRoutesDeps } from "./contacts-routes.ts";
import type { AdminEnv } from "./env.ts";
import { integrationOf, type IntegrationOfDeps } from "./integration-of.ts";
import { integrationRoutes, type IntegrationRoutesDeps } from "./integration-routes.ts";
import { switchRoutes, type SwitchRoutesDeps } from "./switch-routes.ts";
import { zendeskAdminRoutes, type ZendeskRoutesDeps } from "./zendesk-routes.ts";
import { appAdminRoutes, type AppRoutesDeps } from "./app-routes.ts";
import type { PhonebookAdminDeps } from "./phonebook.ts";
import { phonebookRoutes } from "./phonebook-routes.ts";
import type { DisconnectDeps } from "./disconnect.ts";
import { disconnectRoutes } from "./disconnect-routes.ts";
import { pbxAdminRoutes, type PbxRoutesDeps } from "./pbx-routes.ts";
import { ticketsRoutes, type TicketsRoutesDeps } from "./tickets-routes.ts";

export type AdminApiDeps = WhoDeps &
  IntegrationOfDeps &
  BindingsRoutesDeps &
  IntegrationRoutesDeps &
  SwitchRoutesDeps &
  PbxRoutesDeps &
  ZendeskRoutesDeps &
  AppRoutesDeps &
  TicketsRoutesDeps &
  CallsRoutesDeps &
  ContactsRoutesDeps &
  PhonebookAdminDeps &
  DisconnectDeps;

/** `/api/admin/*`. What is mounted before `requireWho` needs nobody; the rest the operator or an administrator. */
export function adminApi(deps: AdminApiDeps): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use("/*", async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    })
    .use("/*", sameSite(deps))
    .route("/", openAccessRoutes(deps))
    .use("/*", requireWho(deps))
    .route("/", accessRoutes(deps))
    .route("/", auditRoutes(deps))
    .use("/integrations/:id/*", integrationOf(deps))
    .route("/", integrationRoutes(deps))
    .route("/", bindingsRoutes(deps))
    .route("/", switchRoutes(deps))
    .route("/", pbxAdminRoutes(deps))
    .route("/", zendeskAdminRoutes(deps))
    .route("/", appAdminRoutes(deps))
    .route("/", ticketsRoutes(deps))
    .route("/", callsRoutes(deps))
    .route("/", contactsRoutes(deps))
    .route("/", phonebookRoutes(deps))
    .route("/", disconnectRoutes(deps));
}
