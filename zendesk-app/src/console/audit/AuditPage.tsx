import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import HistoryIcon from "@zendeskgarden/svg-icons/src/16/history-stroke.svg";
import { useParams, useSearchParams } from "react-router";
import { auditQuery, auditSearch, type AuditFilter } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { saveFile } from "../ui/save-file.ts";
import { useAction } from "../ui/use-action.ts";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditTable } from "./AuditTable.tsx";
import { MoreOnScroll } from "./MoreOnScroll.tsx";
import { endOfDay, startOfDay } from "./days.ts";

/** Who changed what, when: of one integration or of all, as the address says. */
export function AuditPage() {
  const { t, timeZone } = useI18n();
  const { api } = useConsole();
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const shown = {
    actor: search.get("actor") ?? "",
    action: search.get("action") ?? "",
    from: search.get("from") ?? "",
    to: search.get("to") ?? "",
  };
  const filter: AuditFilter = {
    integration: id,
    actor: shown.actor,
    action: shown.action,
    from: startOfDay(shown.from, timeZone),
    to: endOfDay(shown.to, timeZone),
  };
  const pages = useInfiniteQuery(auditQuery(api, filter));
  const download = useAction(async () =>
    saveFile(await api.download(`audit.csv?${auditSearch(filter, {})}`)),
  );
  const entries = pages.data?.pages.flatMap((page) => page.entries);
  const isFiltered = Object.values(shown).some((value) => value !== "");

  return (
    <Page
      title={t("audit.title")}
      lead={timeZone === null ? t("audit.lead") : `${t("audit.lead")} ${t("frame.zone", { zone: timeZone })}`}
      wide
      actions={
        <BusyButton busy={download.running} onClick={() => void download.run(undefined)}>
          {t("audit.csv")}
        </BusyButton>
      }
    >
      <AuditFilters
        filter={shown}
        onChange={(next) =>
          setSearch(new URLSearchParams(Object.entries(next).filter(([, value]) => value !== "")), {
            replace: true,
          })
        }
      />
      <Failure error={download.error} />
      {entries === undefined && pages.error === null && <Loading rows={8} />}
      {entries === undefined && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {entries?.length === 0 && (
        <EmptyState
          icon={HistoryIcon}
          title={isFiltered ? t("audit.none") : t("audit.empty")}
          {...(isFiltered
            ? { action: <Button onClick={() => setSearch({}, { replace: true })}>{t("audit.clear")}</Button> }
            : {})}
        >
          {isFiltered ? t("audit.none_text") : t("audit.empty_text")}
        </EmptyState>
      )}
      {entries !== undefined && entries.length > 0 && (
        <>
          <AuditTable entries={entries} withIntegration={id === ""} />
          {pages.hasNextPage && (
            <MoreOnScroll
              isLoading={pages.isFetchingNextPage}
              error={pages.isFetchNextPageError ? pages.error : null}
              onMore={() => void pages.fetchNextPage()}
            />
          )}
        </>
      )}
    </Page>
  );
}
