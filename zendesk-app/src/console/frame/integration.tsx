import type { IntegrationDetail } from "@deskline/shared/admin";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { integrationQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useAction, type Action } from "../ui/use-action.ts";

const IntegrationContext = createContext<IntegrationDetail | null>(null);

export const IntegrationProvider = IntegrationContext.Provider;

/** The integration whose pages these are, as it was a moment ago. */
export function useIntegration(): IntegrationDetail {
  const integration = useContext(IntegrationContext);
  if (integration === null) throw new Error("There is no integration above");
  return integration;
}

/** Something that changes the integration; the answer is shown at once. */
export function useChange<Input>(
  work: (input: Input, key: string) => Promise<IntegrationDetail>,
): Action<Input, IntegrationDetail> {
  const keep = useKeepDetail();
  return useAction(async (input: Input, key: string) => keep(await work(input, key)));
}

/** Shows what an answer told of the integration, whatever was asked before it and answers late. */
export function useKeepDetail(): (detail: IntegrationDetail) => Promise<IntegrationDetail> {
  const queries = useQueryClient();
  const { api } = useConsole();
  return async (detail) => {
    const { queryKey } = integrationQuery(api, detail.id);
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData(queryKey, detail);
    return detail;
  };
}
