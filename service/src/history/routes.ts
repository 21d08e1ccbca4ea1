import {
  CallsPage,
  CallsQuery,
  CallView,
  ContactInput,
  FormInput,
  LinkInput,
  NoteInput,
  People,
  PeopleQuery,
  Person,
  PersonInput,
} from "@deskline/shared/app";
import { Hono, type Context } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import type { AppEnv } from "../app/agent.ts";
import { makePerson } from "../contacts/make-person.ts";
import { searchPeople } from "../contacts/search-people.ts";
import { input } from "../http/input.ts";
import { zendeskFailed } from "../http/zendesk-failed.ts";
import { problem } from "../http/problem.ts";
import { viewsOf } from "../live/call-view.ts";
import type { Logger } from "../platform/logger.ts";
import { callFor, type Changed, type HistoryDeps } from "./change.ts";
import { chooseContact } from "./choose-contact.ts";
import { linkTicket } from "./link-ticket.ts";
import { listCalls } from "./list-calls.ts";
import { makeTicket } from "./make-ticket.ts";
import { saveNote } from "./save-note.ts";
import { noteForm } from "./ticket-form.ts";

export type HistoryRoutesDeps = HistoryDeps & { log: Logger };

/** Calls of the past, what is said of them, and the people they may be with. */
export function historyRoutes(deps: HistoryRoutesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
    .get("/calls", describe("Calls, newest first", CallsPage), input("query", CallsQuery), async (c) => {
      const listed = await listCalls(deps, c.get("agent"), c.req.valid("query"));
      c.header("cache-control", "no-store");
      return "refused" in listed ? problem(c, listed.refused) : c.json(listed);
    })
    .get("/calls/:id", describe("One call", CallView), async (c) => {
      const call = await callFor(deps, c.get("agent"), c.req.param("id"));
      return answer(deps, c, call === null ? { refused: "call_unknown" } : { call });
    })
    .put(
      "/calls/:id/note",
      describe("Saves what is noted of a call", CallView),
      input("json", NoteInput),
      async (c) =>
        answer(deps, c, await saveNote(deps, c.get("agent"), c.req.param("id"), c.req.valid("json"))),
    )
    .put(
      "/calls/:id/ticket",
      describe("Links a call to a ticket", CallView),
      input("json", LinkInput),
      async (c) => {
        const { ticketId } = c.req.valid("json");
        return answer(deps, c, await linkTicket(deps, c.get("agent"), c.req.param("id"), ticketId));
      },
    )
    .post("/calls/:id/ticket", describe("Has a ticket made for a call that has none", CallView), async (c) =>
      answer(deps, c, await makeTicket(deps, c.get("agent"), c.req.param("id"))),
    )
    .put(
      "/calls/:id/form",
      describe("Says how a new ticket's form stands that is filled in from a call", CallView),
      input("json", FormInput),
      async (c) =>
        answer(deps, c, await noteForm(deps, c.get("agent"), c.req.param("id"), c.req.valid("json"))),
    )
    .put(
      "/calls/:id/contact",
      describe("Says who was at the other end", CallView),
      input("json", ContactInput),
      async (c) => {
        const { userId } = c.req.valid("json");
        return answer(deps, c, await chooseContact(deps, c.get("agent"), c.req.param("id"), userId));
      },
    )
    .get(
      "/people",
      describe("Zendesk users by name or number", People),
      input("query", PeopleQuery),
      async (c) => {
        const { integration } = c.get("agent");
        const zendesk = await deps.zendeskOf(integration.id);
        const people = await searchPeople(zendesk, c.req.valid("query").q, integration.defaultCountry);
        c.header("cache-control", "no-store");
        return c.json({ people } satisfies People);
      },
    )
    .post("/people", describe("Makes a caller a contact", Person), input("json", PersonInput), async (c) => {
      const { integration } = c.get("agent");
      const zendesk = await deps.zendeskOf(integration.id);
      const made = await makePerson(deps, zendesk, integration, c.req.valid("json"));
      if (made.kind === "no_number") return problem(c, "number_malformed");
      if (made.kind === "taken") return problem(c, "number_taken");
      return c.json(made.person, made.kind === "made" ? 201 : 200);
    });
  app.onError(zendeskFailed(deps.log));
  return app;
}

const describe = (summary: string, schema: Parameters<typeof resolver>[0]) =>
  describeRoute({
    summary,
    security: [{ session: [] }],
    responses: {
      200: { description: "As it is then.", content: { "application/json": { schema: resolver(schema) } } },
    },
  });

async function answer({ db }: HistoryRoutesDeps, c: Context<AppEnv>, changed: Changed) {
  if ("refused" in changed) return problem(c, changed.refused);
  const [view] = await viewsOf(db, c.get("agent").integration, [changed.call]);
  if (view === undefined) return problem(c, "call_unknown");
  c.header("cache-control", "no-store");
  return c.json(view);
}
