import type { CallNote, CallView } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Select, Textarea } from "@zendeskgarden/react-forms";
import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";
import { SmallStatus } from "./roles.ts";
import { useNote, type Note } from "./use-note.ts";

const Box = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
`;

const Head = styled.div`
  display: flex;
  align-items: baseline;
  justify-content: space-between;
`;

const Theirs = styled(SM)`
  white-space: pre-wrap;
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

/** What the agent writes about a call; it saves itself. */
export function NoteField({ call, dispositions }: { call: CallView; dispositions: string[] }) {
  const { t } = useI18n();
  const { text, disposition, status, change, flush, ...contest } = useNote(call);
  return (
    <Box>
      <Field>
        <Head>
          <Field.Label>{t("note.label")}</Field.Label>
          <SmallStatus>{status !== null && t(`note.${status}`)}</SmallStatus>
        </Head>
        <Textarea
          isCompact
          minRows={2}
          maxRows={8}
          maxLength={5000}
          value={text}
          placeholder={t("note.hint")}
          onBlur={flush}
          onChange={({ target }) => change({ text: target.value, disposition })}
        />
      </Field>
      {contest.contested && call.note !== null && <Contest theirs={call.note} {...contest} />}
      {dispositions.length > 0 && (
        <Field>
          <Field.Label>{t("note.disposition")}</Field.Label>
          <Select
            isCompact
            value={disposition ?? ""}
            onBlur={flush}
            onChange={({ target }) =>
              change({ text, disposition: target.value === "" ? null : target.value })
            }
          >
            <option value="">{t("note.no_disposition")}</option>
            {dispositions.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
      )}
    </Box>
  );
}

type ContestProps = Pick<Note, "keepMine" | "takeTheirs"> & { theirs: CallNote };

/** Two agents have written at once: the one who comes later sees what the other wrote, and says whose counts. */
function Contest({ theirs, keepMine, takeTheirs }: ContestProps) {
  const { t } = useI18n();
  return (
    <>
      <FailureText>{t("note.changed", { name: theirs.by })}</FailureText>
      <Theirs tag="div">{theirs.text}</Theirs>
      <Actions>
        <Button size="small" onClick={keepMine}>
          {t("note.keep_mine")}
        </Button>
        <Button size="small" onClick={takeTheirs}>
          {t("note.take_theirs")}
        </Button>
      </Actions>
    </>
  );
}
