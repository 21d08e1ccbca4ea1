import type { CallView, Me } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useLink } from "../calls/actions.ts";
import { failureText, problemText } from "../calls/words.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";
import { useCaller } from "./CallerName.tsx";
import { Opened } from "./later.tsx";
import { RelativeTime } from "./RelativeTime.tsx";
import { RecordingPlayer } from "./RecordingPlayer.tsx";
import { Tabular } from "./tabular.ts";

const Box = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxs} 0 ${({ theme }) => theme.space.xs};
`;

const Note = styled(SM)`
  white-space: pre-wrap;
`;

const Aside = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = {
  call: CallView;
  me: Me;
  ticketId: number | null;
  /** Whether the agent opened it to listen. */
  play: boolean;
};

/** What opens beneath a call: recordings, note, ticket. */
export function CallDetails({ call, me, ticketId, play }: Props) {
  const { t } = useI18n();
  const { title, number } = useCaller(call);
  const [writing, setWriting] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const link = useLink(call.id);
  const { note } = call;
  const canBeCorrected = call.state === "ended" && call.direction !== "internal";
  return (
    <Box>
      <SM>
        {title}
        {number !== null && (
          <>
            {" · "}
            <Tabular>{number}</Tabular>
          </>
        )}
      </SM>
      {call.failure !== null && <SM>{failureText(t, call.failure)}</SM>}
      {Array.from({ length: call.recordingState === "ready" ? call.recordings : 0 }, (_, index) => (
        <RecordingPlayer key={index} callId={call.id} index={index} play={play && index === 0} />
      ))}
      {note !== null && note.text !== "" && !writing && (
        <div>
          <Note>{note.text}</Note>
          <Aside>
            {note.by} · <RelativeTime at={note.savedAt} />
          </Aside>
        </div>
      )}
      {writing && (
        <Opened>
          {({ NoteField }) => <NoteField call={call} dispositions={me.integration.dispositions} />}
        </Opened>
      )}
      {correcting && (
        <Opened>{({ CorrectBox }) => <CorrectBox call={call} onClose={() => setCorrecting(false)} />}</Opened>
      )}
      <Actions>
        {!writing && (
          <Button size="small" onClick={() => setWriting(true)}>
            {note === null ? t("row.add_note") : t("row.edit_note")}
          </Button>
        )}
        {ticketId !== null && (
          <Button
            size="small"
            disabled={link.isPending}
            onClick={() => link.mutate(call.ticketId === ticketId ? null : ticketId)}
          >
            {call.ticketId === ticketId ? t("row.unlink") : t("row.link")}
          </Button>
        )}
        {canBeCorrected && !correcting && (
          <Button size="small" onClick={() => setCorrecting(true)}>
            {t("row.correct")}
          </Button>
        )}
      </Actions>
      {link.error !== null && <FailureText>{problemText(t, link.error)}</FailureText>}
    </Box>
  );
}
