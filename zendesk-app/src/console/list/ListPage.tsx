import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import PlugIcon from "@zendeskgarden/svg-icons/src/16/plug-stroke.svg";
import PlusIcon from "@zendeskgarden/svg-icons/src/16/plus-stroke.svg";
import { useState } from "react";
import { Navigate } from "react-router";
import { listQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useWho } from "../frame/who.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { AddDialog } from "./AddDialog.tsx";
import { IntegrationTable } from "./IntegrationTable.tsx";

/** All integrations of this service; an administrator of Zendesk has one, and goes there. */
export function ListPage() {
  const who = useWho();
  return who.kind === "operator" ? <List /> : <Navigate to={`/integrations/${who.integrationId}`} replace />;
}

function List() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { data, error, refetch } = useQuery(listQuery(api));
  const [adding, setAdding] = useState(false);
  const add = (
    <Button isPrimary onClick={() => setAdding(true)}>
      <Button.StartIcon>
        <PlusIcon />
      </Button.StartIcon>
      {t("list.add")}
    </Button>
  );
  const isEmpty = data?.integrations.length === 0;
  return (
    <Page title={t("list.title")} wide {...(isEmpty ? {} : { lead: t("list.lead"), actions: add })}>
      {data === undefined && error === null && <Loading />}
      {data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {isEmpty && (
        <EmptyState icon={PlugIcon} title={t("list.empty")} action={add}>
          {t("list.empty_text")}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && <IntegrationTable rows={data.integrations} />}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}
