import type { CallView, Me } from "@deskline/shared/app";
import { getColor } from "@zendeskgarden/react-theming";
import { SM, Span } from "@zendeskgarden/react-typography";
import InternalIcon from "@zendeskgarden/svg-icons/src/16/headset-stroke.svg";
import InIcon from "@zendeskgarden/svg-icons/src/16/phone-call-in-stroke.svg";
import OutIcon from "@zendeskgarden/svg-icons/src/16/phone-call-out-stroke.svg";
import { useId, useState } from "react";
import { styled } from "styled-components";
import { isMissed } from "../calls/scope.ts";
import { outcomeText } from "../calls/words.ts";
import { useI18n, type Translate } from "../i18n/i18n.tsx";
import { CallDetails } from "./CallDetails.tsx";
import { Duration, Timer } from "./Duration.tsx";
import { Hidden } from "./hidden.ts";
import { PhoneButton } from "./PhoneButton.tsx";
import { RelativeTime } from "./RelativeTime.tsx";

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

  &:hover > :first-child {
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
  const [open, setOpen] = useState(false);
  const details = useId();
  const Direction = icons[call.direction];
  const missed = isMissed(call);
  const hints = hintsOf(t, call, ticketId);
  return (
    <Item>
      <Icon $missed={missed}>
        <Direction />
        <Hidden>{t(`direction.${call.direction}`)}</Hidden>
      </Icon>
      <Toggle type="button" aria-expanded={open} aria-controls={details} onClick={() => setOpen(!open)}>
        <Span isBold={missed}>{outcomeText(t, call, me.extension?.number ?? null)}</Span>
        {hints.length > 0 && <Aside>{hints.join(" · ")}</Aside>}
      </Toggle>
      <Aside>
        <Length call={call} />
      </Aside>
      <Aside>
        <RelativeTime at={call.startedAt} timeOnly />
      </Aside>
      {missed && call.number !== null && me.extension !== null && (
        <Below>
          <PhoneButton
            number={call.e164 ?? call.number}
            isLink
            label={t("row.call_back")}
            {...{ ticketId, userId }}
          />
        </Below>
      )}
      <Below id={details}>{open && <CallDetails {...{ call, me, ticketId }} />}</Below>
    </Item>
  );
}

/** What there is of a call besides its outcome. */
function hintsOf(t: Translate, call: CallView, ticketId: number | null): string[] {
  return [
    ...(call.recordings > 0 ? [t("row.recordings", { count: call.recordings })] : []),
    ...(call.ticketId === null || call.ticketId === ticketId ? [] : [`#${call.ticketId}`]),
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
