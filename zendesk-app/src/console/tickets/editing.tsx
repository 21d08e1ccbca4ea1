import type { TicketPage, TicketSettings } from "@deskline/shared/admin-tickets";
import { createContext, useContext } from "react";
import type { Action } from "../ui/use-action.ts";
import type { Say } from "./sentence.ts";
import type { Checks } from "./use-template-checks.ts";

/** What the parts of the page work on. */
export type Editing = {
  page: TicketPage;
  /** As they are on the page, saved or not. */
  settings: TicketSettings;
  change: (part: (settings: TicketSettings) => Partial<TicketSettings>) => void;
  checks: Checks;
  /** Reads Zendesk's lists anew. */
  refresh: Action<undefined, TicketPage>;
  say: Say;
  /** Extensions of the PBX, to be offered. */
  extensions: readonly { value: string; label: string }[];
  /** What is open to be edited: a subject by its name, or a rule by its id. */
  opened: string | null;
  open: (what: string | null) => void;
  /** Whether what is missing in what is open is told: once somebody wants to be through with it. */
  isTold: boolean;
  tell: () => void;
};

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error("There are no settings of tickets above");
  return editing;
}
