import type { ConsoleSession } from "@deskline/shared/admin-access";
import { Button } from "@zendeskgarden/react-buttons";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { Tag } from "@zendeskgarden/react-tags";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

const Scroll = styled.div`
  overflow-x: auto;
`;

const Wide = styled(Table)`
  min-width: ${({ theme }) => theme.space.base * 150}px;
`;

type Props = { sessions: readonly ConsoleSession[]; isEnding: boolean; onEnd: (id: string) => void };

export function SessionTable({ sessions, isEnding, onEnd }: Props) {
  const { t } = useI18n();
  return (
    <Scroll>
      <Wide isReadOnly size="small">
        <Head>
          <HeaderRow>
            <HeaderCell>{t("account.device")}</HeaderCell>
            <HeaderCell>{t("account.address")}</HeaderCell>
            <HeaderCell>{t("account.begun")}</HeaderCell>
            <HeaderCell>{t("account.seen")}</HeaderCell>
            <HeaderCell>
              <Hidden>{t("account.end")}</Hidden>
            </HeaderCell>
          </HeaderRow>
        </Head>
        <Body>
          {sessions.map(({ id, device, address, createdAt, lastSeenAt, current }) => (
            <Row key={id}>
              <Cell>{device}</Cell>
              <Cell>{address}</Cell>
              <Cell>
                <RelativeTime at={createdAt} />
              </Cell>
              <Cell>
                <RelativeTime at={lastSeenAt} />
              </Cell>
              <Cell>
                {current ? (
                  <Tag isPill hue="green">
                    <span>{t("account.current")}</span>
                  </Tag>
                ) : (
                  <Button
                    size="small"
                    disabled={isEnding}
                    aria-label={`${t("account.end")}: ${device}`}
                    onClick={() => onEnd(id)}
                  >
                    {t("account.end")}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </Body>
      </Wide>
    </Scroll>
  );
}
