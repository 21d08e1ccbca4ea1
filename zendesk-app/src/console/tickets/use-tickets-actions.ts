import { TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Refused } from "../../api/problem.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useAction, type Action } from "../ui/use-action.ts";
import { ticketsQuery } from "./queries.ts";

type Saved = { version: number; settings: TicketSettings };

/** Reading Zendesk's lists anew, and saving. Lists that were never read are read at once. */
export function useTicketsActions(readAt: number | null): {
  refresh: Action<undefined, TicketPage>;
  save: Action<Saved, TicketPage>;
} {
  const { api } = useConsole();
  const { id, status } = useIntegration();
  const queries = useQueryClient();
  const { queryKey } = ticketsQuery(api, id);

  async function keep(page: TicketPage): Promise<TicketPage> {
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData(queryKey, page);
    return page;
  }

  const refresh = useAction(async (_: undefined, key) =>
    keep(await api.send("POST", `integrations/${id}/tickets/choices`, {}, TicketPage, key)),
  );
  const save = useAction(async (input: Saved) => {
    try {
      return await keep(await api.send("PUT", `integrations/${id}/tickets`, input, TicketPage));
    } catch (error) {
      if (isChangedElsewhere(error)) await queries.refetchQueries({ queryKey, exact: true });
      throw error;
    }
  });

  const isDue = useRef(readAt === null && status === "connected");
  useEffect(() => {
    if (!isDue.current) return;
    isDue.current = false;
    void refresh.run(undefined);
    // Once, when the page is first looked at.
    // oxlint-disable-next-line react/exhaustive-deps -- later it is read when somebody presses the button
  }, []);
  return { refresh, save };
}

/** Somebody else has saved since the page was read. */
export function isChangedElsewhere(error: unknown): boolean {
  return error instanceof Refused && error.code === "tickets_changed";
}
