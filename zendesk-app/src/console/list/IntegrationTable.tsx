import type { IntegrationRow } from "@deskline/shared/admin";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { hostOf } from "../ui/host-of.ts";
import { Mark } from "../ui/Mark.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusTag } from "../ui/StatusTag.tsx";
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

/** One line for each: what it joins, how it is, and how busy. */
export function IntegrationTable({ rows }: { rows: readonly IntegrationRow[] }) {
  const { t } = useI18n();
  return (
    <Scroll>
      <Wide isReadOnly>
        <Head>
          <HeaderRow>
            <HeaderCell width="32%">{t("list.name")}</HeaderCell>
            <HeaderCell width="16%">{t("list.status")}</HeaderCell>
            <HeaderCell width="12%">{t("list.calls")}</HeaderCell>
            <HeaderCell width="16%">{t("list.last_event")}</HeaderCell>
            <HeaderCell>{t("list.problems")}</HeaderCell>
          </HeaderRow>
        </Head>
        <Body>
          {rows.map((row) => (
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
