import type { Me } from "@deskline/shared/app";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { meQuery } from "../calls/queries.ts";
import { useFrame, useSessionOver } from "../frame.tsx";
import { phonesQuery } from "../phones/load.ts";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { Obstacle } from "./Obstacle.tsx";
import { Page } from "./Page.tsx";
import { SessionOver } from "./SessionOver.tsx";
import { SkeletonRows } from "./SkeletonRows.tsx";

type Props = {
  title: string;
  /** How many rows stand in for the view while it loads. */
  rows: number;
  /** Whether the view is as high as the frame. */
  fill?: boolean;
  children: (me: Me) => ReactNode;
};

/** What every view stands in: it waits for the agent's data, and says what is in the way of working with calls. */
export function Shell({ title, rows, fill, children }: Props) {
  const { api } = useFrame();
  const me = useQuery(meQuery(api));
  const phones = useQuery(phonesQuery);
  const over = useSessionOver();

  if (over) {
    return (
      <Page title={title}>
        <SessionOver />
      </Page>
    );
  }
  if (me.data === undefined) {
    return (
      <Page title={title}>
        {me.failureReason === null ? (
          <SkeletonRows count={rows} />
        ) : (
          <ErrorState error={me.failureReason} onRetry={() => void me.refetch()} />
        )}
      </Page>
    );
  }
  if (phones.isPending && phones.failureCount === 0) {
    return (
      <Page title={title}>
        <SkeletonRows count={rows} />
      </Page>
    );
  }
  return (
    <Page title={title} fill={fill}>
      <ConnectionLine />
      {me.data.obstacle !== null && <Obstacle obstacle={me.data.obstacle} />}
      {(me.data.obstacle === null || me.data.obstacle === "not_bound") && children(me.data)}
    </Page>
  );
}
