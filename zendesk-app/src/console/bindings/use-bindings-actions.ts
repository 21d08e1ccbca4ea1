import { Bindings, type Binding } from "@deskline/shared/admin-bindings";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Refused } from "../../api/problem.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useAction, type Action } from "../ui/use-action.ts";
import { bindingsQuery } from "./queries.ts";

type Saved = { version: number; bindings: Binding[] };

/** Reading both sides anew, and saving. What was never read is read at once. */
export function useBindingsActions(readAt: number | null): {
  refresh: Action<undefined, Bindings>;
  save: Action<Saved, Bindings>;
} {
  const { api } = useConsole();
  const { id, status } = useIntegration();
  const queries = useQueryClient();
  const { queryKey } = bindingsQuery(api, id);

  async function keep(bindings: Bindings): Promise<Bindings> {
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData(queryKey, bindings);
    return bindings;
  }

  const refresh = useAction(async (_: undefined, key) =>
    keep(await api.send("POST", `integrations/${id}/bindings/refresh`, {}, Bindings, key)),
  );
  const save = useAction(async (input: Saved) => {
    try {
      return await keep(await api.send("PUT", `integrations/${id}/bindings`, input, Bindings));
    } catch (error) {
      if (error instanceof Refused && error.code === "bindings_changed")
        await queries.refetchQueries({ queryKey, exact: true });
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
