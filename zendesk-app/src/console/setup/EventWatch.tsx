import { getColor } from "@zendeskgarden/react-theming";
import { Inline } from "@zendeskgarden/react-loaders";
import { Span } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle } from "../ui/text.ts";

const Box = styled.div`
  padding: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.md};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
`;

const Waiting = styled.div`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
`;

/** Says at once when the PBX tells of something: whoever sets it up calls an extension and sees it arrive. */
export function EventWatch() {
  const { t } = useI18n();
  const { pbx, lastEventAt } = useIntegration();
  const [before] = useState(lastEventAt);
  const arrived = lastEventAt !== null && lastEventAt !== before;
  return (
    <Box as="output">
      {lastEventAt !== null && (
        <Mark kind="good">
          {arrived ? t("events.received") : t("frame.last_event")} <RelativeTime at={lastEventAt} />
        </Mark>
      )}
      {lastEventAt === null && (
        <Waiting>
          <Inline size={16} aria-hidden />
          <Span isBold>{t("events.waiting")}</Span>
        </Waiting>
      )}
      {!arrived && <SmallSubtle>{t("events.how")}</SmallSubtle>}
      {pbx.subscribed === false && <Mark kind="warning">{t("events.not_subscribed")}</Mark>}
      {pbx.subscribed === true && <Mark kind="good">{t("events.subscribed")}</Mark>}
    </Box>
  );
}
