import type { CallView, Me } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { SM, Span } from "@zendeskgarden/react-typography";
import InternalIcon from "@zendeskgarden/svg-icons/src/16/headset-stroke.svg";
import InIcon from "@zendeskgarden/svg-icons/src/16/phone-call-in-stroke.svg";
import OutIcon from "@zendeskgarden/svg-icons/src/16/phone-call-out-stroke.svg";
import PlayIcon from "@zendeskgarden/svg-icons/src/16/play-stroke.svg";
import { useId, useState } from "react";
import { styled } from "styled-components";
import { isMissed } from "../calls/scope.ts";
import { outcomeText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n, type Translate } from "../i18n/i18n.tsx";
import { CallDetails } from "./CallDetails.tsx";
import { Duration, Timer } from "./Duration.tsx";
import { Hidden } from "./hidden.ts";
import { LinkButton } from "./link-button.ts";
import { PhoneButton } from "./PhoneButton.tsx";
import { TimeOfDay } from "./RelativeTime.tsx";

const icons = { inbound: InIcon, outbound: OutIcon, internal: InternalIcon };

const Item = styled.li`
  display: grid;
  grid-template-columns: auto 1fr auto auto;
  align-items: baseline;
  column-gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxs} 0;
  min-height: ${({ theme }) => theme.space.xl};
`;

const Icon = styled.span<{ $missed: boolean }>`
  align-self: start;
  padding-top: ${({ theme }) => theme.space.base / 2}px;
  color: ${({ theme, $missed }) =>
    getColor({ theme, variable: $missed ? "foreground.danger" : "foreground.subtle" })};
`;

const Toggle = styled.button`
  min-height: ${({ theme }) => theme.space.base * 6}px;
  padding: 0;
  border: 0;
  border-radius: ${({ theme }) => theme.borderRadii.sm};
  background: none;
  color: inherit;
  font: inherit;
  text-align: start;
  cursor: pointer;

  &:hover {
    text-decoration: underline;
  }

  &:focus-visible {
    outline: ${({ theme }) => theme.shadowWidths.sm} solid
      ${({ theme }) => getColor({ theme, variable: "border.primaryEmphasis" })};
  }
`;

const Aside = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Below = styled.div`
  grid-column: 2 / -1;
`;

const Second = styled(SM)`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 ${({ theme }) => theme.space.sm};
  grid-column: 2 / -1;
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

type Props = {
  call: CallView;
  me: Me;
  /** The ticket and the user beside whom the list stands. */
  ticketId: number | null;
  userId: number | null;
};

/** One call of a list; more of it opens beneath. */
export function CallRow({ call, me, ticketId, userId }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState<"closed" | "open" | "playing">("closed");
  const details = useId();
  const Direction = icons[call.direction];
  const missed = isMissed(call);
  return (
    <Item>
      <Icon $missed={missed}>
        <Direction />
        <Hidden>{t(`direction.${call.direction}`)}</Hidden>
      </Icon>
      <Toggle
        type="button"
        aria-expanded={open !== "closed"}
        aria-controls={details}
        onClick={() => setOpen(open === "closed" ? "open" : "closed")}
      >
        <Span isBold={missed}>{outcomeText(t, call, me.extension?.number ?? null)}</Span>
      </Toggle>
      <Aside>
        <Length call={call} />
      </Aside>
      <Aside>
        <TimeOfDay at={call.startedAt} />
      </Aside>
      <SecondLine
        {...{ call, ticketId, userId }}
        canCall={me.extension !== null}
        onPlay={() => setOpen("playing")}
      />
      <Below id={details}>
        {open !== "closed" && <CallDetails play={open === "playing"} {...{ call, me, ticketId }} />}
      </Below>
    </Item>
  );
}

type SecondLineProps = {
  call: CallView;
  ticketId: number | null;
  userId: number | null;
  canCall: boolean;
  onPlay: () => void;
};

/** What there is of a call besides its outcome; nothing when there is nothing. */
function SecondLine({ call, ticketId, userId, canCall, onPlay }: SecondLineProps) {
  const { t } = useI18n();
  const { zaf } = useFrame();
  const hints = hintsOf(t, call, ticketId);
  const elsewhere = call.ticketId === ticketId ? null : call.ticketId;
  const back = canCall && isMissed(call) ? (call.e164 ?? call.number) : null;
  if (hints.length === 0 && elsewhere === null && back === null && call.recordings === 0) return null;
  return (
    <Second tag="div">
      {call.recordings > 0 && call.recordingState !== "ready" && (
        <span>{t(`recording.${call.recordingState}`)}</span>
      )}
      {call.recordings > 0 && call.recordingState === "ready" && (
        <LinkButton onClick={onPlay}>
          <Button.StartIcon>
            <PlayIcon />
          </Button.StartIcon>
          {t("row.recordings", { count: call.recordings })}
        </LinkButton>
      )}
      {elsewhere !== null && (
        <LinkButton
          aria-label={t("row.ticket", { id: String(elsewhere) })}
          onClick={() => void zaf.invoke("routeTo", "ticket", elsewhere)}
        >
          #{elsewhere}
        </LinkButton>
      )}
      {hints.length > 0 && <span>{hints.join(" · ")}</span>}
      {back !== null && (
        <PhoneButton number={back} isLink label={t("row.call_back")} {...{ ticketId, userId }} />
      )}
    </Second>
  );
}

function hintsOf(t: Translate, call: CallView, ticketId: number | null): string[] {
  return [
    ...(call.ticketId !== null && call.ticketId === ticketId ? [t("row.this_ticket")] : []),
    ...(call.transferred ? [t("row.transferred")] : []),
    ...(call.note?.disposition == null ? [] : [call.note.disposition]),
    ...(call.note === null || call.note.text === "" ? [] : [t("row.note")]),
  ];
}

/** How long it was talked, or rung when nobody answered; it counts while the call runs. */
function Length({ call }: { call: CallView }) {
  if (call.state !== "ended") return <Timer since={call.answeredAt ?? call.startedAt} />;
  return <Duration ms={call.answeredAt === null ? call.ringMs : call.talkMs} />;
}
