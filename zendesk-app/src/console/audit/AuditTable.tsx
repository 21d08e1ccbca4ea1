import type { AuditEntry } from "@deskline/shared/admin-audit";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { useI18n, type Key } from "../i18n/i18n.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle } from "../ui/text.ts";
import { Changes } from "./Changes.tsx";

const Scroll = styled.div`
  overflow-x: auto;
`;

const Wide = styled(Table)`
  min-width: ${({ theme }) => theme.space.base * 200}px;
`;

type Props = { entries: readonly AuditEntry[]; withIntegration: boolean };

export function AuditTable({ entries, withIntegration }: Props) {
  const { t } = useI18n();
  return (
    <Scroll>
      <Wide isReadOnly size="small">
        <Head>
          <HeaderRow>
            <HeaderCell width="14%">{t("audit.when")}</HeaderCell>
            <HeaderCell width="18%">{t("audit.actor")}</HeaderCell>
            <HeaderCell width="24%">{t("audit.action")}</HeaderCell>
            <HeaderCell>{t("audit.changes")}</HeaderCell>
          </HeaderRow>
        </Head>
        <Body>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} withIntegration={withIntegration} />
          ))}
        </Body>
      </Wide>
    </Scroll>
  );
}

function Line({ entry, withIntegration }: { entry: AuditEntry; withIntegration: boolean }) {
  const { t, messages } = useI18n();
  const name = (prefix: string, value: string): string => {
    const key = `${prefix}.${value}`;
    return key in messages ? (t as (key: Key) => string)(key as Key) : value;
  };
  return (
    <Row>
      <Cell>
        <RelativeTime at={entry.at} />
      </Cell>
      <Cell>
        {entry.actorKind === "zendesk_user" ? entry.actor : t(`actor.${entry.actorKind}`)}
        {entry.actorId !== null && (
          <SmallSubtle>{t("actor.zendesk_user", { id: String(entry.actorId) })}</SmallSubtle>
        )}
      </Cell>
      <Cell>
        {name("action", entry.action)}
        {withIntegration && entry.integrationName !== null && (
          <SmallSubtle>{entry.integrationName}</SmallSubtle>
        )}
      </Cell>
      <Cell>
        <Changes before={entry.before} after={entry.after} />
      </Cell>
    </Row>
  );
}
