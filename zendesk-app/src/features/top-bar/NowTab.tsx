import type { CallView, Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { styled } from "styled-components";
import { isCalled } from "../../calls/core/own-part.ts";
import { callsQuery } from "../../calls/queries.ts";
import { useFrame } from "../../frame.tsx";
import { CallCard } from "../../ui/CallCard.tsx";
import { Announcement } from "../../ui/RunningCalls.tsx";
import { HiddenAlert } from "../../ui/roles.ts";
import { SkeletonRows } from "../../ui/SkeletonRows.tsx";
import { Caller } from "./Caller.tsx";
import type { Choices } from "./use-panel-keys.ts";

const Scroll = styled.div`
  display: flex;
  flex: 1;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  min-height: 0;
  overflow-y: auto;
`;

type Props = {
  me: Me;
  cards: CallView[];
  /** A call that was to be shown, although it may not run any more, or not be known yet. */
  shownCall: string | null;
  onChoices: (choices: Choices | null) => void;
  onClose: (callId: string) => void;
};

/** The calls that run, with whom, and what can be done with them. */
export function NowTab({ me, cards, shownCall, onChoices, onClose }: Props) {
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const extension = me.extension?.number ?? null;
  const shown = calls.find(({ id }) => id === shownCall && !cards.some((card) => card.id === id));
  const all = shown === undefined ? cards : [...cards, shown];
  const ringing = cards.find((call) => isCalled(call, extension));
  return (
    <Scroll>
      <HiddenAlert>{ringing !== undefined && <Announcement call={ringing} />}</HiddenAlert>
      {all.length === 0 && <SkeletonRows count={3} />}
      {all.map((call) => (
        <CallCard
          key={call.id}
          call={call}
          me={me}
          onClose={() => onClose(call.id)}
          who={<Caller call={call} me={me} onChoices={onChoices} isAsked={call.id === shownCall} />}
        />
      ))}
    </Scroll>
  );
}
