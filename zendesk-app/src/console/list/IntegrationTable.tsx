import type { IntegrationRow } from "@deskline/shared/admin";
import { Body, Cell, Head, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { hostOf } from "../ui/host-of.ts";
import { Mark } from "../ui/Mark.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SortableHead } from "../ui/SortableHead.tsx";
import { sorted } from "../ui/sorted.ts";
import { StatusTag } from "../ui/StatusTag.tsx";
import { useSort } from "../ui/use-sort.ts";
import { Subtle } from "../ui/text.ts";
import { RouteLink } from "../ui/route-link.ts";

const Scroll = styled.div`
  overflow-x: auto;
`;

const Wide = styled(Table)`
  min-width: ${({ theme }) => theme.space.base * 200}px;
`;

const Name = styled(RouteLink)`
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

const columns = ["name", "status", "calls", "last_event", "problems"] as const;

const valueOf = {
  name: (row: IntegrationRow) => row.name,
  calls: (row: IntegrationRow) => row.callsToday,
  last_event: (row: IntegrationRow) => row.lastEventAt,
  problems: (row: IntegrationRow) => row.problems.length,
};

/** One line for each: what it joins, how it is, and how busy. */
export function IntegrationTable({ rows }: { rows: readonly IntegrationRow[] }) {
  const { t, locale } = useI18n();
  const sorting = useSort(columns);
  const { sort } = sorting;
  const values = { ...valueOf, status: (row: IntegrationRow) => t(`status.${row.status}`) };
  const shown = sort === null ? rows : sorted(rows, values[sort.by], sort.down, locale);
  return (
    <Scroll>
      <Wide isReadOnly>
        <Head>
          <HeaderRow>
            <SortableHead column="name" label={t("list.name")} width="32%" sorting={sorting} />
            <SortableHead column="status" label={t("list.status")} width="16%" sorting={sorting} />
            <SortableHead column="calls" label={t("list.calls")} width="12%" sorting={sorting} />
            <SortableHead column="last_event" label={t("list.last_event")} width="16%" sorting={sorting} />
            <SortableHead column="problems" label={t("list.problems")} sorting={sorting} />
          </HeaderRow>
        </Head>
        <Body>
          {shown.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </Body>
      </Wide>
    </Scroll>
  );
}

function Line({ row }: { row: IntegrationRow }) {
  const { t, locale } = useI18n();
  const [problem] = row.problems;
  const sides = [hostOf(row.pbx), row.subdomain].filter((side) => side !== null);
  return (
    <Row>
      <Cell>
        <Name to={`/integrations/${row.id}${row.status === "draft" ? "/set-up" : ""}`}>{row.name}</Name>
        <Subtle>{sides.length === 0 ? t("list.not_set_up") : sides.join(" ⇄ ")}</Subtle>
      </Cell>
      <Cell>
        <StatusTag status={row.status} />
      </Cell>
      <Cell>
        <Tabular>{new Intl.NumberFormat(locale).format(row.callsToday)}</Tabular>
      </Cell>
      <Cell>{row.lastEventAt === null ? "–" : <RelativeTime at={row.lastEventAt} />}</Cell>
      <Cell>
        {problem === undefined ? (
          <Mark kind={row.status === "draft" ? "none" : "good"}>{t("list.no_problems")}</Mark>
        ) : (
          <Mark kind="warning">
            {t(`problem_kind.${problem.kind}`)}
            {row.problems.length > 1 && (
              <Subtle>{t("list.more_problems", { count: row.problems.length - 1 })}</Subtle>
            )}
          </Mark>
        )}
      </Cell>
    </Row>
  );
}
