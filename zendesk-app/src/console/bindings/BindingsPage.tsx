import { useQuery } from "@tanstack/react-query";
import { bindingsQuery } from "./queries.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { BindingEditor } from "./BindingEditor.tsx";

/** Who has which extension. */
export function BindingsPage() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(bindingsQuery(api, id));
  if (data !== undefined) return <BindingEditor fresh={data} />;
  return (
    <Page title={t("agents.title")} lead={t("bindings.lead")} wide>
      {error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}
