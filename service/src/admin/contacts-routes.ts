import {
  ContactPeople,
  Contacts,
  ContactSettingsInput,
  ForgetInput,
  NumberFields,
  NumberTest,
  PeopleQuery,
  RememberedNumbers,
  RememberedQuery,
  TestQuery,
} from "@deskline/shared/admin-contacts";
import { Hono } from "hono";
import type { FollowDeps } from "../contacts/follow-changes.ts";
import type { People } from "../contacts/ports.ts";
import { searchPeople } from "../contacts/search-people.ts";
import { testNumber } from "../contacts/test-number.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { numberFieldsOf } from "../zendesk/changed-users.ts";
import { auditedBy } from "./audit.ts";
import { changeContacts, contactsOf, forgetNumber, readContacts, rememberedNumbers } from "./contacts.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";

export type ContactsRoutesDeps = FollowDeps;

/** `…/contacts`, `…/contacts/settings`, `…/read`, `…/refill`, `…/number-fields`, `…/people`, `…/remembered`, `…/test` */
export function contactsRoutes(deps: ContactsRoutesDeps): Hono<AdminEnv> {
  const { zendeskOf } = deps;
  const app = new Hono<AdminEnv>()
    .get(
      "/integrations/:id/contacts",
      describeAdmin("How far the contacts are known, and their settings", { 200: Contacts }),
      async (c) => c.json(await contactsOf(deps, c.get("integration"))),
    )
    .patch(
      "/integrations/:id/contacts/settings",
      describeAdmin("Change what is given of the contacts' settings", { 200: Contacts }, [
        "template_wrong",
        "person_unknown",
        "zendesk_unreachable",
        "zendesk_refused",
      ]),
      input("json", ContactSettingsInput),
      async (c) => {
        const wrong = await changeContacts(deps, auditedBy(c), c.get("integration"), c.req.valid("json"));
        return wrong === null ? c.json(await contactsOf(deps, c.get("integration"))) : problem(c, wrong);
      },
    )
    .post(
      "/integrations/:id/contacts/read",
      describeAdmin("Read at once who was changed in Zendesk", { 200: Contacts }, ["zendesk_not_connected"]),
      async (c) => {
        const integration = c.get("integration");
        if (integration.status !== "connected") return problem(c, "zendesk_not_connected");
        await readContacts(deps, auditedBy(c), integration.id, false);
        return c.json(await contactsOf(deps, integration));
      },
    )
    .post(
      "/integrations/:id/contacts/refill",
      describeAdmin("Read everybody anew; who is known stays known meanwhile", { 200: Contacts }, [
        "zendesk_not_connected",
      ]),
      async (c) => {
        const integration = c.get("integration");
        if (integration.status !== "connected") return problem(c, "zendesk_not_connected");
        await readContacts(deps, auditedBy(c), integration.id, true);
        return c.json(await contactsOf(deps, integration));
      },
    )
    .get(
      "/integrations/:id/contacts/number-fields",
      describeAdmin("User fields that can hold a number", { 200: NumberFields }, ["zendesk_unreachable"]),
      async (c) => {
        const account = await zendeskAccount(deps, c.get("integration").id);
        return c.json({ fields: await numberFieldsOf(account) } satisfies NumberFields);
      },
    )
    .get(
      "/integrations/:id/contacts/people",
      describeAdmin("Users by name or number", { 200: ContactPeople }, ["zendesk_unreachable"]),
      input("query", PeopleQuery),
      async (c) => {
        const { id, defaultCountry } = c.get("integration");
        const people = await searchPeople(await zendeskOf(id), c.req.valid("query").text, defaultCountry);
        return c.json({ people } satisfies ContactPeople);
      },
    )
    .get(
      "/integrations/:id/contacts/remembered",
      describeAdmin("Whom agents said numbers belong to", { 200: RememberedNumbers }),
      input("query", RememberedQuery),
      async (c) => c.json(await rememberedNumbers(deps, c.get("integration").id, c.req.valid("query").after)),
    )
    .delete(
      "/integrations/:id/contacts/remembered",
      describeAdmin("Forget what an agent said of a number", { 200: RememberedNumbers }),
      input("json", ForgetInput),
      async (c) => {
        const { id } = c.get("integration");
        await forgetNumber(deps, auditedBy(c), id, c.req.valid("json").number);
        return c.json(await rememberedNumbers(deps, id, ""));
      },
    )
    .get(
      "/integrations/:id/contacts/test",
      describeAdmin("Who a number is taken to be, and what a call would do", { 200: NumberTest }, [
        "zendesk_unreachable",
      ]),
      input("query", TestQuery),
      async (c) => {
        const integration = c.get("integration");
        const people = lazily(() => zendeskOf(integration.id));
        return c.json(await testNumber(deps, people, integration, c.req.valid("query").number));
      },
    );
  app.onError((error, c) => {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, requestId: c.get("requestId") }, "Zendesk could not be asked");
    if (error.failure.kind === "unauthorized") return problem(c, "zendesk_not_connected");
    return problem(c, error.failure.kind === "rejected" ? "zendesk_refused" : "zendesk_unreachable");
  });
  return app;
}

/** A number can be tested without Zendesk as long as nobody is searched for. */
function lazily(open: () => Promise<People>): People {
  return {
    findByDigits: async (digits, place) => (await open()).findByDigits(digits, place),
    furtherNumbers: async (userId) => (await open()).furtherNumbers(userId),
  };
}
