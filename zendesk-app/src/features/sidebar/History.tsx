import type { CallView, Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ToggleButton } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { MD, SM } from "@zendeskgarden/react-typography";
import { startTransition, useEffect, useMemo, useState, type ReactNode } from "react";
import { styled } from "styled-components";
import { callsQuery } from "../../calls/queries.ts";
import type { Scope } from "../../calls/scope.ts";
import { useFrame } from "../../frame.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { CallRow } from "../../ui/CallRow.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { MoreOnScroll } from "../../ui/MoreOnScroll.tsx";
import { Group } from "../../ui/roles.ts";
import { SkeletonRows } from "../../ui/SkeletonRows.tsx";
import { useNow } from "../../ui/use-now.ts";
import { NoCalls } from "./NoCalls.tsx";
import { NewCalls } from "./NewCalls.tsx";
import { callsWith, type ShownPerson } from "./person.ts";

/** About as many as are in sight. */
const drawnAtOnce = 10;

export type Filter = "all" | "missed" | "ticket";

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xxs};
`;

const Day = styled(SM)`
  padding-top: ${({ theme }) => theme.space.xs};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
`;

type Props = { person: ShownPerson; me: Me; ticketId: number | null };

/** The calls with a person: newest first, day by day, more as one scrolls. */
export function History({ person, me, ticketId }: Props) {
  const { t } = useI18n();
  const [filter, setFilter] = useState<Filter>("all");
  const filters: Filter[] = ticketId === null ? ["all", "missed"] : ["all", "missed", "ticket"];
  return (
    <section>
      <Head>
        <MD isBold tag="h2">
          {t("history.title")}
        </MD>
        <Group aria-label={t("history.filter")}>
          {filters.map((one) => (
            <ToggleButton
              key={one}
              isBasic
              size="small"
              isPressed={filter === one}
              onClick={() => setFilter(one)}
            >
              {t(`history.${one}`)}
            </ToggleButton>
          ))}
        </Group>
      </Head>
      <Calls key={filter} {...{ person, me, ticketId, filter }} />
    </section>
  );
}

function Calls({ person, me, ticketId, filter }: Props & { filter: Filter }) {
  const { api } = useFrame();
  const scope = useMemo(() => scopeOf(person, ticketId, filter), [person, ticketId, filter]);
  const calls = useInfiniteQuery(callsQuery(api, scope));

  if (calls.data === undefined) {
    if (calls.failureReason === null) return <SkeletonRows count={4} />;
    return <ErrorState error={calls.failureReason} onRetry={() => void calls.refetch()} />;
  }
  if (calls.data.length === 0) return <NoCalls filter={filter} name={person.name} />;
  return (
    <>
      <NewCalls key={filter} calls={calls.data} />
      <Days calls={calls.data} {...{ me, ticketId }} userId={person.id}>
        {calls.hasNextPage && (
          <MoreOnScroll busy={calls.isFetchingNextPage} onMore={() => void calls.fetchNextPage()} />
        )}
      </Days>
    </>
  );
}

type DaysProps = {
  calls: CallView[];
  me: Me;
  ticketId: number | null;
  userId: number;
  /** What stands beneath. */
  children: ReactNode;
};

function Days({ calls, children, ...rest }: DaysProps) {
  const { format } = useI18n();
  const now = useNow(60_000);
  const whole = useSoon();
  const days = Map.groupBy(whole ? calls : calls.slice(0, drawnAtOnce), ({ startedAt }) =>
    format.dayKey(startedAt),
  );
  return (
    <>
      {[...days].map(([key, ofDay]) => (
        <div key={key}>
          <Day tag="h3">{format.day(ofDay[0]?.startedAt ?? now, now)}</Day>
          <List>
            {ofDay.map((call) => (
              <CallRow key={call.id} call={call} {...rest} />
            ))}
          </List>
        </div>
      ))}
      {whole && children}
    </>
  );
}

/** False in the first picture, then true: what is drawn later does not hold up whoever wants to click already. */
function useSoon(): boolean {
  const [soon, setSoon] = useState(false);
  useEffect(() => startTransition(() => setSoon(true)), []);
  return soon;
}

function scopeOf(person: ShownPerson, ticketId: number | null, filter: Filter): Scope {
  if (filter === "ticket" && ticketId !== null) return { kind: "ticket", ticket: ticketId };
  const all = callsWith(person);
  return filter === "missed" ? { ...all, only: "missed" } : all;
}
