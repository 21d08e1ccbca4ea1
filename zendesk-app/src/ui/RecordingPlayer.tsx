import { RecordingLink } from "@deskline/shared/app";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import PlayIcon from "@zendeskgarden/svg-icons/src/16/play-stroke.svg";
import { useEffect, useState } from "react";
import { styled } from "styled-components";
import { problemText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";

const Audio = styled.audio`
  display: block;
  width: 100%;
  height: ${({ theme }) => theme.space.xl};
`;

const Place = styled.div`
  min-height: ${({ theme }) => theme.space.xl};
`;

type Props = {
  callId: string;
  index: number;
  /** Whether it plays without being asked again. */
  play: boolean;
};

/** A recording: its address is asked for when somebody wants to listen, since it is good for a while only. */
export function RecordingPlayer({ callId, index, play }: Props) {
  const { t } = useI18n();
  const { api } = useFrame();
  const link = useMutation({
    mutationFn: () => api.send("POST", `calls/${callId}/recordings/${index}/link`, {}, RecordingLink),
  });
  const { mutate } = link;
  useEffect(() => {
    if (play) mutate();
  }, [play, mutate]);
  const [broken, setBroken] = useState(false);
  const label = t("row.recording", { number: index + 1 });

  /** An address that is over is replaced; one that is not leads to nothing that can be played. */
  function askAgain(): void {
    if (link.data !== undefined && Date.now() >= link.submittedAt + link.data.expiresInMs) return mutate();
    setBroken(true);
    link.reset();
  }

  if (link.data !== undefined) {
    return (
      <Place>
        <Audio controls autoPlay src={link.data.url} aria-label={label} onError={askAgain} />
      </Place>
    );
  }
  return (
    <Place>
      <Button
        size="small"
        disabled={link.isPending}
        onClick={() => {
          setBroken(false);
          mutate();
        }}
      >
        <Button.StartIcon>
          <PlayIcon />
        </Button.StartIcon>
        {label}
      </Button>
      {broken && <FailureText>{t("problem.recording_not_ready")}</FailureText>}
      {link.error !== null && <FailureText>{problemText(t, link.error)}</FailureText>}
    </Place>
  );
}
