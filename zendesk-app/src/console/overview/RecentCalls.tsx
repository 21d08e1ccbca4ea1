import type { RecentCall } from "@deskline/shared/admin";
import { useQuery } from "@tanstack/react-query";
import PhoneIcon from "@zendeskgarden/svg-icons/src/16/phone-stroke.svg";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { recentCallsQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Section } from "../ui/Section.tsx";
import { Fate } from "./Fate.tsx";

const Scroll = styled.div`
  overflow-x: auto;
`;

const Wide = styled(Table)`
  min-width: ${({ theme }) => theme.space.base * 200}px;
`;

/** The last ten calls, and what became of them. */
export function RecentCalls() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, timeZone } = useIntegration();
  const { data, error, refetch } = useQuery(recentCallsQuery(api, id));
  return (
    <Section title={t("recent.title")} lead={t("frame.zone", { zone: timeZone })}>
      {data === undefined && error === null && <Loading rows={5} />}
      {data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.calls.length === 0 && (
        <EmptyState icon={PhoneIcon} title={t("recent.empty")}>
          {t("recent.empty_text")}
        </EmptyState>
      )}
      {data !== undefined && data.calls.length > 0 && (
        <Scroll>
          <Wide isReadOnly size="small">
            <Head>
              <HeaderRow>
                <HeaderCell width="16%">{t("recent.when")}</HeaderCell>
                <HeaderCell width="18%">{t("recent.what")}</HeaderCell>
                <HeaderCell width="16%">{t("recent.number")}</HeaderCell>
                <HeaderCell width="20%">{t("recent.extension")}</HeaderCell>
                <HeaderCell>{t("recent.fate")}</HeaderCell>
              </HeaderRow>
            </Head>
            <Body>
              {data.calls.map((call) => (
                <Line key={call.id} call={call} />
              ))}
            </Body>
          </Wide>
        </Scroll>
      )}
    </Section>
  );
}

function Line({ call }: { call: RecentCall }) {
  const { t } = useI18n();
  const what = [
    call.direction === null ? null : t(`direction.${call.direction}`),
    call.outcome === null ? t("recent.running") : t(`outcome.${call.outcome}`),
  ].filter((word) => word !== null);
  return (
    <Row>
      <Cell>{call.startedAt === null ? "–" : <RelativeTime at={call.startedAt} />}</Cell>
      <Cell>{what.join(" · ")}</Cell>
      <Cell>{call.number === null ? t("recent.withheld") : <Tabular>{call.number}</Tabular>}</Cell>
      <Cell>
        {call.extension === null
          ? "–"
          : [call.extension.name, call.extension.number].filter((word) => word !== "").join(" · ")}
      </Cell>
      <Cell>
        <Fate call={call} />
      </Cell>
    </Row>
  );
}
