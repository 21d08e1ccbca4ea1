import { useQuery, useQueryClient } from "@tanstack/react-query";
import { anything } from "../../api/api.ts";
import { consoleSessionsQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Section } from "../ui/Section.tsx";
import { useAction } from "../ui/use-action.ts";
import { PasswordForm } from "./PasswordForm.tsx";
import { SessionTable } from "./SessionTable.tsx";

/** Where the operator is logged in, and the password. */
export function AccountPage() {
  const { t } = useI18n();
  const { api } = useConsole();
  const queries = useQueryClient();
  const query = consoleSessionsQuery(api);
  const { data, error, refetch } = useQuery(query);
  const end = useAction(async (id: string) => {
    await api.send("DELETE", `sessions/${id}`, undefined, anything);
    await queries.invalidateQueries({ queryKey: query.queryKey });
  });
  return (
    <Page title={t("account.title")}>
      <Section title={t("account.sessions")} lead={t("account.sessions_lead")}>
        {data === undefined && error === null && <Loading rows={3} />}
        {data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
        {data !== undefined && (
          <SessionTable sessions={data.sessions} isEnding={end.running} onEnd={(id) => void end.run(id)} />
        )}
        <Failure error={end.error} />
      </Section>
      <Section title={t("account.password")} lead={t("account.password_lead")}>
        <PasswordForm onChanged={() => void refetch()} />
      </Section>
    </Page>
  );
}
