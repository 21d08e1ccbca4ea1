import type { CallView, ControlInput } from "@deskline/shared/app";
import MicrophoneOffIcon from "@zendeskgarden/svg-icons/src/16/microphone-off-stroke.svg";
import MicrophoneOnIcon from "@zendeskgarden/svg-icons/src/16/microphone-on-stroke.svg";
import PhoneIcon from "@zendeskgarden/svg-icons/src/16/phone-stroke.svg";
import EndIcon from "@zendeskgarden/svg-icons/src/16/phone-call-end-stroke.svg";
import PauseIcon from "@zendeskgarden/svg-icons/src/16/pause-stroke.svg";
import PlayIcon from "@zendeskgarden/svg-icons/src/16/play-stroke.svg";
import HoldIcon from "@zendeskgarden/svg-icons/src/16/phone-call-pause-stroke.svg";
import ParkIcon from "@zendeskgarden/svg-icons/src/16/inbox-stroke.svg";
import RecordIcon from "@zendeskgarden/svg-icons/src/16/circle-full-stroke.svg";
import TransferIcon from "@zendeskgarden/svg-icons/src/16/phone-call-transfer-stroke.svg";
import { useState } from "react";
import { styled } from "styled-components";
import { useControl } from "../calls/actions.ts";
import { ownPart } from "../calls/core/own-part.ts";
import { problemText } from "../calls/words.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { ActionButton } from "./ActionButton.tsx";
import { FailureText } from "./failure-text.ts";
import { Opened } from "./later.tsx";
import { Group } from "./roles.ts";

/** None of the small buttons stands in a row of its own. */
const Together = styled.span`
  display: flex;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = { call: CallView; extension: string | null };

/** What the agent can do with a call that runs on their extension. */
export function CallControls({ call, extension }: Props) {
  const { t } = useI18n();
  const control = useControl(call.id);
  const [transferring, setTransferring] = useState(false);
  const part = ownPart(call, extension);
  if (part === null) return null;
  function order(input: ControlInput): void {
    if (!control.isPending) control.mutate(input);
  }

  return (
    <>
      <Group aria-label={t("control.group")}>
        {part.consulting ? (
          <Consulting order={order} />
        ) : part.state === "talking" || part.state === "held" ? (
          <Talking
            {...{ call, order, transferring }}
            held={part.state === "held"}
            onTransfer={() => setTransferring(!transferring)}
          />
        ) : call.dialledBy?.number === extension ? (
          <HangUp order={order} />
        ) : (
          <Ringing order={order} />
        )}
      </Group>
      {transferring && !part.consulting && (
        <Opened>
          {({ TransferBox }) => (
            <TransferBox
              extension={extension}
              busy={control.isPending}
              onTransfer={(input) => control.mutate(input, { onSuccess: () => setTransferring(false) })}
              onCancel={() => setTransferring(false)}
            />
          )}
        </Opened>
      )}
      {control.error !== null && <FailureText>{problemText(t, control.error)}</FailureText>}
    </>
  );
}

type Order = (input: ControlInput) => void;

function Ringing({ order }: { order: Order }) {
  const { t } = useI18n();
  return (
    <ActionButton
      isDanger
      icon={EndIcon}
      label={t("control.decline")}
      onClick={() => order({ action: "decline" })}
    />
  );
}

function Consulting({ order }: { order: Order }) {
  const { t } = useI18n();
  return (
    <>
      <ActionButton
        withWord
        isPrimary
        icon={TransferIcon}
        label={t("control.complete_transfer")}
        onClick={() => order({ action: "complete_transfer" })}
      />
      <ActionButton
        withWord
        icon={PhoneIcon}
        label={t("control.cancel_transfer")}
        onClick={() => order({ action: "cancel_transfer" })}
      />
    </>
  );
}

type TalkingProps = {
  call: CallView;
  held: boolean;
  order: Order;
  transferring: boolean;
  onTransfer: () => void;
};

function Talking({ call, held, order, transferring, onTransfer }: TalkingProps) {
  const { t } = useI18n();
  const { muted, recording } = call.controls;
  return (
    <>
      <ActionButton
        icon={held ? PlayIcon : HoldIcon}
        label={held ? t("control.resume") : t("control.hold")}
        onClick={() => order({ action: held ? "resume" : "hold" })}
      />
      <ActionButton
        icon={muted ? MicrophoneOffIcon : MicrophoneOnIcon}
        label={muted ? t("control.unmute") : t("control.mute")}
        onClick={() => order({ action: muted ? "unmute" : "mute" })}
      />
      <ActionButton
        icon={TransferIcon}
        label={t("control.transfer")}
        isExpanded={transferring}
        onClick={onTransfer}
      />
      <HangUp order={order} />
      <Together>
        <ActionButton
          iconOnly
          icon={ParkIcon}
          label={t("control.park")}
          onClick={() => order({ action: "park" })}
        />
        <Recording recording={recording} order={order} />
      </Together>
    </>
  );
}

function HangUp({ order }: { order: Order }) {
  const { t } = useI18n();
  return (
    <ActionButton
      isDanger
      icon={EndIcon}
      label={t("control.hang_up")}
      onClick={() => order({ action: "hang_up" })}
    />
  );
}

const recordings = {
  none: { icon: RecordIcon, action: "start_recording" },
  on: { icon: PauseIcon, action: "pause_recording" },
  paused: { icon: RecordIcon, action: "resume_recording" },
} as const;

function Recording({ recording, order }: { recording: "on" | "paused" | null; order: Order }) {
  const { t } = useI18n();
  const { icon, action } = recordings[recording ?? "none"];
  return (
    <ActionButton iconOnly icon={icon} label={t(`control.${action}`)} onClick={() => order({ action })} />
  );
}
