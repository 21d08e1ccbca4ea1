import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Stack } from "../ui/text.ts";
import { BindPhonebook } from "./BindPhonebook.tsx";
import { BoundPhonebookSection } from "./BoundPhonebookSection.tsx";
import { CopySection } from "./CopySection.tsx";
import { phonebookQuery } from "./queries.ts";
import { UnfitSection } from "./UnfitSection.tsx";

/** The PBX's phonebook that contacts are copied to: which, how it stands, and who is not in it. */
export function PhonebookTab() {
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(phonebookQuery(api, id));
  if (data === undefined)
    return error === null ? <Loading rows={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const { phonebook, people } = data;
  if (phonebook === null) return <BindPhonebook />;
  return (
    <Stack>
      <BoundPhonebookSection phonebook={phonebook} />
      <CopySection phonebook={phonebook} people={people} />
      {phonebook.unfit > 0 && <UnfitSection unfit={phonebook.unfit} />}
    </Stack>
  );
}
