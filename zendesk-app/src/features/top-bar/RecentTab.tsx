import type { CallView, Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { callsQuery } from "../../calls/queries.ts";
import { useFrame } from "../../frame.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { MoreOnScroll } from "../../ui/MoreOnScroll.tsx";
import { SkeletonRows } from "../../ui/SkeletonRows.tsx";
import { useNow } from "../../ui/use-now.ts";
import { RecentRow } from "./RecentRow.tsx";

const Scroll = styled.div.attrs({ role: "region", tabIndex: 0 })`
  flex: 1;
  min-height: 0;
  overflow-y: auto;
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

/** The agent's own calls, newest first. */
export function RecentTab({ me }: { me: Me }) {
  const { t } = useI18n();
  const { api } = useFrame();
  const calls = useInfiniteQuery(callsQuery(api, { kind: "mine" }));

  if (calls.data === undefined) {
    if (calls.failureReason === null) return <SkeletonRows count={8} />;
    return <ErrorState error={calls.failureReason} onRetry={() => void calls.refetch()} />;
  }
  if (calls.data.length === 0) {
    return <EmptyState title={t("recent.empty")}>{t("history.empty_text")}</EmptyState>;
  }
  return (
    <Scroll aria-label={t("recent.title")}>
      <Days calls={calls.data} me={me} />
      {calls.hasNextPage && (
        <MoreOnScroll busy={calls.isFetchingNextPage} onMore={() => void calls.fetchNextPage()} />
      )}
    </Scroll>
  );
}

function Days({ calls, me }: { calls: CallView[]; me: Me }) {
  const { format } = useI18n();
  const now = useNow(60_000);
  const days = Map.groupBy(calls, ({ startedAt }) => format.dayKey(startedAt));
  return [...days].map(([key, ofDay]) => (
    <div key={key}>
      <Day tag="h2">{format.day(ofDay[0]?.startedAt ?? now, now)}</Day>
      <List>
        {ofDay.map((call) => (
          <RecentRow key={call.id} call={call} me={me} />
        ))}
      </List>
    </div>
  ));
}
