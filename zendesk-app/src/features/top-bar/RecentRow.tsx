import type { CallView, Me } from "@deskline/shared/app";
import { getColor } from "@zendeskgarden/react-theming";
import { SM, Span } from "@zendeskgarden/react-typography";
import InternalIcon from "@zendeskgarden/svg-icons/src/16/headset-stroke.svg";
import InIcon from "@zendeskgarden/svg-icons/src/16/phone-call-in-stroke.svg";
import OutIcon from "@zendeskgarden/svg-icons/src/16/phone-call-out-stroke.svg";
import { styled } from "styled-components";
import { isMissed } from "../../calls/scope.ts";
import { outcomeText } from "../../calls/words.ts";
import { useNumberFormat } from "../../calls/use-number.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Hidden } from "../../ui/hidden.ts";
import { PhoneButton } from "../../ui/PhoneButton.tsx";
import { TimeOfDay } from "../../ui/RelativeTime.tsx";
import { recentOf } from "./core/suggestions.ts";

const icons = { inbound: InIcon, outbound: OutIcon, internal: InternalIcon };

const Item = styled.li`
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  align-items: center;
  column-gap: ${({ theme }) => theme.space.xs};
  min-height: ${({ theme }) => theme.space.xxl};
  padding: ${({ theme }) => theme.space.xxs} 0;

  > [role="alert"] {
    grid-column: 2 / -1;
  }
`;

const Icon = styled.span<{ $missed: boolean }>`
  display: flex;
  color: ${({ theme, $missed }) =>
    getColor({ theme, variable: $missed ? "foreground.danger" : "foreground.subtle" })};
`;

const What = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

/** All of them are the agent's: that it was "you" need not be said of each. */
const withoutSelf = { phones: [], dialledBy: null };

/** One call: with whom, what became of it, and a way to call them. */
export function RecentRow({ call, me }: { call: CallView; me: Me }) {
  const { t } = useI18n();
  const format = useNumberFormat();
  const extension = me.extension?.number ?? null;
  const [other] = recentOf([call], extension);
  const missed = isMissed(call);
  const nobody = call.direction === "internal" ? t("direction.internal") : t("call.withheld");
  const Direction = icons[call.direction];
  return (
    <Item>
      <Icon $missed={missed}>
        <Direction />
        <Hidden>{t(`direction.${call.direction}`)}</Hidden>
      </Icon>
      <div>
        <Span isBold={missed}>
          {other === undefined ? nobody : other.name === "" ? format(other.number) : other.name}
        </Span>
        <What tag="div">
          {outcomeText(t, { ...call, ...withoutSelf }, extension)} · <TimeOfDay at={call.startedAt} />
        </What>
      </div>
      {other !== undefined && (
        <PhoneButton
          number={other.number}
          ticketId={null}
          userId={other.userId}
          {...(missed ? { label: t("row.call_back") } : {})}
        />
      )}
    </Item>
  );
}
