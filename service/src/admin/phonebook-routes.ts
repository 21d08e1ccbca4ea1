import {
  PhonebookChoices,
  PhonebookInput,
  PhonebookState,
  UnfitContacts,
  UnfitQuery,
} from "@deskline/shared/admin-phonebook";
import { errorCodes, type ErrorCode } from "@deskline/shared/errors";
import { Hono, type Context } from "hono";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";
import {
  bindPhonebook,
  phonebookChoices,
  phonebookState,
  startCopy,
  stopCopy,
  syncNow,
  unbindPhonebook,
  unfitContacts,
  type PhonebookAdminDeps,
  type PhonebookRefusal,
} from "./phonebook.ts";

const ofPbx: ErrorCode[] = [
  "pbx_not_entered",
  "pbx_log_in_refused",
  "pbx_refused",
  "pbx_unreachable",
  "phonebooks_not_offered",
];

/** `…/contacts/phonebook` and what is below it. */
export function phonebookRoutes(deps: PhonebookAdminDeps): Hono<AdminEnv> {
  const path = "/integrations/:id/contacts/phonebook";
  const shown = async (c: Context<AdminEnv>) =>
    c.json((await phonebookState(deps, c.get("integration"))) satisfies PhonebookState);
  return new Hono<AdminEnv>()
    .get(
      path,
      describeAdmin("The PBX's phonebook that contacts are copied to", { 200: PhonebookState }),
      shown,
    )
    .get(
      `${path}/choices`,
      describeAdmin("The phonebooks of the PBX, and which can be bound", { 200: PhonebookChoices }, ofPbx),
      async (c) => {
        const choices = await phonebookChoices(deps, c.get("integration"));
        return "code" in choices ? refused(c, choices) : c.json(choices satisfies PhonebookChoices);
      },
    )
    .put(
      path,
      describeAdmin("Bind an empty phonebook, or a new one", { 200: PhonebookState }, [
        ...ofPbx,
        "phonebook_bound",
        "phonebook_shared",
        "phonebook_unknown",
        "phonebook_not_empty",
        "phonebook_of_all",
        "phonebook_name_taken",
        "phonebooks_full",
      ]),
      input("json", PhonebookInput),
      async (c) => {
        const wrong = await bindPhonebook(deps, auditedBy(c), c.get("integration"), c.req.valid("json"));
        return wrong === null ? shown(c) : refused(c, wrong);
      },
    )
    .delete(
      path,
      describeAdmin("Let go of the phonebook; it and its contacts stay on the PBX", { 200: PhonebookState }),
      async (c) => {
        await unbindPhonebook(deps, auditedBy(c), c.get("integration").id);
        return shown(c);
      },
    )
    .post(
      `${path}/copy`,
      describeAdmin("Copy all contacts", { 200: PhonebookState }, ["phonebook_not_bound"]),
      async (c) => {
        const wrong = await startCopy(deps, auditedBy(c), c.get("integration").id);
        return wrong === null ? shown(c) : refused(c, wrong);
      },
    )
    .delete(
      `${path}/copy`,
      describeAdmin("Stop the copy; who was copied stays", { 200: PhonebookState }),
      async (c) => {
        await stopCopy(deps, auditedBy(c), c.get("integration").id);
        return shown(c);
      },
    )
    .post(
      `${path}/sync`,
      describeAdmin("Compare the phonebook with the contacts now", { 200: PhonebookState }, [
        "phonebook_not_bound",
      ]),
      async (c) => {
        const wrong = await syncNow(deps, c.get("integration").id);
        return wrong === null ? shown(c) : refused(c, wrong);
      },
    )
    .get(
      `${path}/unfit`,
      describeAdmin("Contacts that are not in the phonebook, and why", { 200: UnfitContacts }),
      input("query", UnfitQuery),
      async (c) => {
        const found = await unfitContacts(deps.db, c.get("integration").id, c.req.valid("query").after);
        return c.json(found satisfies UnfitContacts);
      },
    );
}

function refused(c: Context<AdminEnv>, { code, count }: PhonebookRefusal) {
  if (count === undefined) return problem(c, code);
  return problem(c, code, `${errorCodes[code]} It holds ${count} ${count === 1 ? "contact" : "contacts"}.`);
}
