import type { TicketChoices } from "@deskline/shared/admin-tickets";
import type { Translate } from "../i18n/i18n.tsx";
import type { Names } from "./sentence.ts";

type Named = { id: number; name: string };

/** How things are called; one that Zendesk does not have any more is called by its number. */
export function namesOf(
  choices: TicketChoices | null,
  extensions: ReadonlyMap<string, string>,
  t: Translate,
): Names {
  const lookup =
    (all: readonly Named[] | undefined) =>
    (id: number): string =>
      all?.find((one) => one.id === id)?.name ?? t("tickets.gone", { id: String(id) });
  return {
    group: lookup(choices?.groups),
    brand: lookup(choices?.brands),
    form: lookup(choices?.forms),
    field: lookup(choices?.customFields),
    fieldValue: (id, value) =>
      choices?.customFields.find((field) => field.id === id)?.options.find((one) => one.value === value)
        ?.name ?? value,
    extension: (number) => {
      const name = extensions.get(number) ?? "";
      return name === "" || name === number ? number : `${number} ${name}`;
    },
  };
}
