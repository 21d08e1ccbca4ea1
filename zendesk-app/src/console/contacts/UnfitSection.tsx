import type { UnfitReason } from "@deskline/shared/admin-phonebook";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { PersonLink } from "./PersonLink.tsx";
import { unfitQuery } from "./queries.ts";

const Scroll = styled.section`
  position: relative;
  max-height: ${({ theme }) => theme.space.base * 110}px;
  overflow: auto;
`;

/** Who is not in the phonebook, and why. */
export function UnfitSection({ unfit }: { unfit: number }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...unfitQuery(api, id, unfit),
    placeholderData: (before) => before,
  });
  const contacts = data?.pages.flatMap((page) => page.contacts) ?? [];
  return (
    <Section title={t("phonebook.unfit", { count: unfit })} lead={t("phonebook.unfit_lead")}>
      <Stack>
        {data === undefined && error === null && <Loading rows={3} />}
        <Failure error={data === undefined ? error : null} onRetry={() => void refetch()} />
        {data !== undefined && (
          <Scroll tabIndex={0} aria-label={t("phonebook.unfit_table")}>
            <Table size="small" isReadOnly aria-label={t("phonebook.unfit_table")}>
              <Head>
                <HeaderRow>
                  <HeaderCell width="45%">{t("phonebook.unfit_who")}</HeaderCell>
                  <HeaderCell>{t("phonebook.unfit_why")}</HeaderCell>
                </HeaderRow>
              </Head>
              <Body>
                {contacts.map(({ userId, name, reason, detail }) => (
                  <Row key={userId}>
                    <Cell>
                      <PersonLink userId={userId} name={name}>
                        {name.trim() === ""
                          ? t("phonebook.unfit_nameless", { id: String(userId) })
                          : undefined}
                      </PersonLink>
                    </Cell>
                    <Cell>
                      <Reason reason={reason} detail={detail} />
                    </Cell>
                  </Row>
                ))}
              </Body>
            </Table>
          </Scroll>
        )}
        {hasNextPage && (
          <div>
            <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("phonebook.unfit_more")}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function Reason({ reason, detail }: { reason: UnfitReason; detail: string | null }) {
  const { t } = useI18n();
  return (
    <>
      {t(`phonebook.why_${reason}`)}
      {detail !== null && <SmallSubtle>{t("phonebook.said", { words: detail })}</SmallSubtle>}
    </>
  );
}
