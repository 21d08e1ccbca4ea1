import type { CallView, Me } from "@deskline/shared/app";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useEffect, type ReactNode } from "react";
import { styled } from "styled-components";
import { ownPart } from "../calls/core/own-part.ts";
import { failureText } from "../calls/words.ts";
import { useI18n, type Translate } from "../i18n/i18n.tsx";
import { ActionButton } from "./ActionButton.tsx";
import { CallControls } from "./CallControls.tsx";
import { CallerName } from "./CallerName.tsx";
import { Duration, Timer } from "./Duration.tsx";
import { FailureText } from "./failure-text.ts";
import { loadOpened, Opened } from "./later.tsx";
import { WhoCalls } from "./WhoCalls.tsx";

type Look = "ringing" | "talking" | "held" | "ended";

const edges = {
  ringing: "border.warningEmphasis",
  talking: "border.successEmphasis",
  held: "border.emphasis",
  ended: "border.default",
} as const satisfies Record<Look, string>;

const Card = styled.section<{ $look: Look }>`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xs};
  padding-block-end: ${({ theme }) => theme.space.sm};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-inline-start: ${({ theme }) => theme.space.xxs} solid
    ${({ theme, $look }) => getColor({ theme, variable: edges[$look] })};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.raised" })};
`;

const Head = styled(SM)`
  display: flex;
  align-items: center;
  justify-content: space-between;
  min-height: ${({ theme }) => theme.space.base * 6}px;
`;

/** What a click does next while it rings: one record beside the controls, of several a list beneath them. */
const Steps = styled.div<{ $beside: boolean }>`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xs};

  > * {
    width: ${({ $beside }) => ($beside ? "auto" : "100%")};
  }

  > [role="alert"] {
    width: 100%;
  }

  > [role="group"] {
    width: auto;
    margin-inline-start: auto; /* there it stays when it becomes known who calls */
  }
`;

type Props = {
  call: CallView;
  me: Me;
  /** Takes the card of an ended call away. */
  onClose: () => void;
  /** Who it is and what to open, where that is asked in another way than in a sidebar. */
  who?: ReactNode;
};

/** A call of the agent's, from the first ring until the note is written. */
export function CallCard({ call, me, onClose, who }: Props) {
  const { t } = useI18n();
  const extension = me.extension?.number ?? null;
  const look = lookOf(call, extension);
  // While it rings there is time to load what is needed when it is answered.
  useEffect(() => void loadOpened().catch(() => undefined), []);
  const talked = call.answeredAt !== null;
  const isKnown = call.candidates?.length === 1;
  const next = who ?? (look !== "ended" && <WhoCalls call={call} />);
  return (
    <Card $look={look} aria-label={t("call.running")}>
      <Head tag="div">
        <span>
          {headline(t, call, extension)}
          {(look !== "ended" || call.state === "ended") && (
            <>
              {" · "}
              <Clock call={call} />
            </>
          )}
        </span>
        {look === "ended" && (
          <ActionButton iconOnly isBasic icon={XIcon} label={t("close")} onClick={onClose} />
        )}
      </Head>
      <CallerName call={call} />
      {call.failure !== null && <FailureText>{failureText(t, call.failure)}</FailureText>}
      {look === "ringing" ? (
        <Steps $beside={isKnown}>
          {isKnown && next}
          <CallControls call={call} extension={extension} />
          {!isKnown && next}
        </Steps>
      ) : (
        <>
          {look !== "ended" && <CallControls call={call} extension={extension} />}
          {next}
        </>
      )}
      {talked && (
        <Opened>
          {({ NoteField }) => <NoteField call={call} dispositions={me.integration.dispositions} />}
        </Opened>
      )}
    </Card>
  );
}

function lookOf(call: CallView, extension: string | null): Look {
  const part = ownPart(call, extension);
  if (part === null) return "ended";
  if (part.state === "held") return "held";
  return call.state === "talking" ? "talking" : "ringing";
}

function headline(t: Translate, call: CallView, extension: string | null): string {
  const part = ownPart(call, extension);
  if (part === null) return call.state === "ended" ? t("call.ended") : t("row.transferred");
  if (part.consulting) return t("call.consulting");
  if (part.state === "held") return t("call.held");
  if (call.state === "talking" && part.state === "talking") return t("call.talking");
  if (call.direction === "inbound" || part.number !== call.dialledBy?.number) return t("call.incoming");
  return part.state === "talking" ? t("call.ringing_there") : t("call.calling_phone");
}

function Clock({ call }: { call: CallView }) {
  if (call.state === "ended") return <Duration ms={call.talkMs} />;
  return <Timer since={call.answeredAt ?? call.startedAt} />;
}
