import {
  Preview,
  PreviewInput,
  TemplatesChecked,
  TemplatesInput,
} from "@deskline/shared/admin-ticket-preview";
import { TicketSettingsInput } from "@deskline/shared/admin-ticket-entry";
import { TicketPage } from "@deskline/shared/admin-tickets";
import { Hono } from "hono";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import { checkTemplate } from "../tickets/check-template.ts";
import { syncChoices } from "../tickets/sync-choices.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";
import { previewCalls, type PreviewDeps } from "./tickets-preview.ts";
import { saveTickets, ticketPageOf } from "./tickets.ts";

export type TicketsRoutesDeps = GrantDeps & PreviewDeps;

/** `…/tickets`, `…/tickets/choices`, `…/tickets/templates`, `…/tickets/preview` */
export function ticketsRoutes(deps: TicketsRoutesDeps): Hono<AdminEnv> {
  const { db, clock } = deps;
  const page = (id: string) => ticketPageOf(db, id, clock.now());

  return new Hono<AdminEnv>()
    .get(
      "/integrations/:id/tickets",
      describeAdmin("Which calls become tickets, and what those say", { 200: TicketPage }),
      async (c) => c.json(await page(c.get("integration").id)),
    )
    .put(
      "/integrations/:id/tickets",
      describeAdmin("Save all settings of tickets at once", { 200: TicketPage }, [
        "tickets_changed",
        "template_wrong",
        "time_zone_unknown",
      ]),
      input("json", TicketSettingsInput),
      async (c) => {
        const wrong = await saveTickets(db, auditedBy(c), c.req.valid("json"));
        return wrong === null ? c.json(await page(c.get("integration").id)) : problem(c, wrong);
      },
    )
    .post(
      "/integrations/:id/tickets/choices",
      describeAdmin("Read groups, brands, forms and fields from Zendesk", { 200: TicketPage }),
      async (c) => {
        const { id } = c.get("integration");
        await syncChoices(deps, id);
        return c.json(await page(id));
      },
    )
    .post(
      "/integrations/:id/tickets/templates",
      describeAdmin("What is wrong with templates, and what they make of a sample call", {
        200: TemplatesChecked,
      }),
      input("json", TemplatesInput),
      (c) => {
        c.set("isOnlyRead", true);
        const { templates } = c.req.valid("json");
        const checked = templates.map((one) => checkTemplate(c.get("integration"), one));
        return c.json({ templates: checked } satisfies TemplatesChecked);
      },
    )
    .post(
      "/integrations/:id/tickets/preview",
      describeAdmin("What settings would make of the newest calls; nothing is saved", { 200: Preview }),
      input("json", PreviewInput),
      async (c) => {
        c.set("isOnlyRead", true);
        const { settings, limit } = c.req.valid("json");
        const previewed = await previewCalls(deps, c.get("integration"), settings, limit);
        return c.json(previewed satisfies Preview);
      },
    );
}
