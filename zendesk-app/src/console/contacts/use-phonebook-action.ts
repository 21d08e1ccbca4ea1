import { PhonebookState } from "@deskline/shared/admin-phonebook";
import type { Method } from "../api/console-api.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useAction, type Action } from "../ui/use-action.ts";
import { phonebookQuery } from "./queries.ts";
import { useKept } from "./use-kept.ts";

/** Something that changes the phonebook; the answer is shown at once. `path` is below the phonebook. */
export function usePhonebookAction<Input>(
  method: Method,
  path: "" | "/copy" | "/sync",
): Action<Input, PhonebookState> {
  const { api } = useConsole();
  const { id } = useIntegration();
  const keep = useKept<PhonebookState>(phonebookQuery(api, id).queryKey);
  return useAction(async (input: Input, key: string) =>
    keep(await api.send(method, `integrations/${id}/contacts/phonebook${path}`, input, PhonebookState, key)),
  );
}
