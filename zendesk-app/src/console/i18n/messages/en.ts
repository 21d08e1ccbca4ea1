import type { Catalogue, Plural } from "../../../i18n/translate.ts";
import { accessEn } from "./access/en.ts";
import { bindingsEn } from "./bindings/en.ts";
import { contactsEn } from "./contacts/en.ts";
import { pagesEn } from "./pages/en.ts";
import { setupEn } from "./setup/en.ts";
import { templatesEn } from "./templates/en.ts";
import { ticketRulesEn } from "./ticket-rules/en.ts";
import { ticketsEn } from "./tickets/en.ts";
import { troubleEn } from "./trouble/en.ts";

export const en = {
  ...accessEn,
  ...bindingsEn,
  ...contactsEn,
  ...pagesEn,
  ...setupEn,
  ...templatesEn,
  ...ticketRulesEn,
  ...ticketsEn,
  ...troubleEn,
} as const satisfies Catalogue;

export type English = typeof en;
/** What both languages have to say. */
export type Messages = { [Key in keyof English]: English[Key] extends string ? string : Plural };
/** What one part of them has to say. */
export type Part<English> = { [Key in keyof English]: English[Key] extends string ? string : Plural };
