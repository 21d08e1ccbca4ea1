import type { Me, PhoneState } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { StatusIndicator } from "@zendeskgarden/react-avatars";
import { IconButton } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import GearIcon from "@zendeskgarden/svg-icons/src/16/gear-stroke.svg";
import { useState } from "react";
import { styled } from "styled-components";
import { phoneNow } from "../calls/phone-now.ts";
import { callsQuery } from "../calls/queries.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Opened } from "./later.tsx";
import { Tip } from "./Tip.tsx";

const Line = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  min-height: ${({ theme }) => theme.space.lg};
`;

const Help = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.danger" })};
`;

const looks = {
  idle: "available",
  ringing: "transfers",
  busy: "away",
  not_registered: "offline",
  unknown: "offline",
} as const satisfies Record<PhoneState, string>;

/** Garden gives its figure the role of a status, which a figure may not have. */
const asFigure = { role: undefined };

/** The agent's extension and how its phone is, with the agent's settings behind the wheel. */
export function StateLine({ me }: { me: Me }) {
  const { t } = useI18n();
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const [open, setOpen] = useState(false);
  if (me.extension === null) return null;
  const { number } = me.extension;
  const phone = phoneNow(me.extension.phone, calls, number);
  return (
    <section>
      <Line>
        <StatusIndicator type={looks[phone]} aria-label={null} {...asFigure}>
          {t("state.extension", { number })} · {t(`state.${phone}`)}
        </StatusIndicator>
        <Tip content={t("settings.open")}>
          <IconButton
            size="small"
            aria-label={t("settings.open")}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <GearIcon />
          </IconButton>
        </Tip>
      </Line>
      {phone === "not_registered" && <Help>{t("state.not_registered_help")}</Help>}
      {open && (
        <Opened>
          {({ SettingsPanel }) => <SettingsPanel settings={me.settings} mayChoosePops={me.mayChoosePops} />}
        </Opened>
      )}
    </section>
  );
}
