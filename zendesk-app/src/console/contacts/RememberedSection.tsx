import { RememberedNumbers, type RememberedNumber } from "@deskline/shared/admin-contacts";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Body, Cell, Head, HeaderCell, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { styled } from "styled-components";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle, Stack, Subtle } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";
import { PersonLink } from "./PersonLink.tsx";
import { PersonName } from "./PersonName.tsx";
import { rememberedQuery } from "./queries.ts";

const Scroll = styled.section`
  position: relative;
  max-height: ${({ theme }) => theme.space.base * 110}px;
  overflow: auto;
`;

/** Whose agents said that numbers are which several people have. */
export function RememberedSection() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    rememberedQuery(api, id),
  );
  const numbers = data?.pages.flatMap((page) => page.numbers) ?? [];
  return (
    <Section title={t("remembered.title")} lead={t("remembered.lead")}>
      <Stack>
        {data === undefined && error === null && <Loading rows={2} />}
        <Failure error={data === undefined ? error : null} onRetry={() => void refetch()} />
        {data !== undefined && numbers.length === 0 && <Subtle>{t("remembered.none")}</Subtle>}
        {numbers.length > 0 && <Numbers numbers={numbers} />}
        {hasNextPage && (
          <div>
            <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("remembered.more")}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function Numbers({ numbers }: { numbers: RememberedNumber[] }) {
  const { t } = useI18n();
  return (
    <Scroll tabIndex={0} aria-label={t("remembered.table")}>
      <Table size="small" isReadOnly aria-label={t("remembered.table")}>
        <Head>
          <HeaderRow>
            <HeaderCell>{t("remembered.number")}</HeaderCell>
            <HeaderCell>{t("remembered.person")}</HeaderCell>
            <HeaderCell>{t("remembered.by")}</HeaderCell>
            <HeaderCell width="20%" hidden>
              {t("remembered.forget")}
            </HeaderCell>
          </HeaderRow>
        </Head>
        <Body>
          {numbers.map((one) => (
            <Remembered key={one.number} remembered={one} />
          ))}
        </Body>
      </Table>
    </Scroll>
  );
}

function Remembered({ remembered: { number, userId, name, agent, at } }: { remembered: RememberedNumber }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const queries = useQueryClient();
  const forget = useAction(async () => {
    await api.send("DELETE", `integrations/${id}/contacts/remembered`, { number }, RememberedNumbers);
    await queries.invalidateQueries({ queryKey: rememberedQuery(api, id).queryKey });
  });
  return (
    <Row>
      <Cell>
        <bdi dir="ltr">{number}</bdi>
      </Cell>
      <Cell>
        <PersonLink userId={userId} name={name} />
      </Cell>
      <Cell>
        {agent === null ? t("remembered.nobody") : <PersonName name={agent} />}
        <SmallSubtle>
          <RelativeTime at={at} />
        </SmallSubtle>
      </Cell>
      <Cell>
        <BusyButton
          size="small"
          busy={forget.running}
          aria-label={t("remembered.forget_number", { number })}
          onClick={() => void forget.run(undefined)}
        >
          {t("remembered.forget")}
        </BusyButton>
        <Failure error={forget.error} />
      </Cell>
    </Row>
  );
}
