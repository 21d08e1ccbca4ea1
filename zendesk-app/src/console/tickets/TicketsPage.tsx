import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ticketsQuery } from "./queries.ts";
import { TicketsEditor } from "./TicketsEditor.tsx";

/** Which calls become tickets, and what those say. */
export function TicketsPage() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(ticketsQuery(api, id));
  return (
    <Page title={t("tickets.title")} lead={t("tickets.lead")} wide>
      {data !== undefined && <TicketsEditor fresh={data} />}
      {data === undefined && error === null && <Loading rows={8} />}
      {data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}
