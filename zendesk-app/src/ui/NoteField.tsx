import type { CallView } from "@deskline/shared/app";
import { Field, Select, Textarea } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallStatus } from "./roles.ts";
import { useNote } from "./use-note.ts";

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

/** What the agent writes about a call; it saves itself. */
export function NoteField({ call, dispositions }: { call: CallView; dispositions: string[] }) {
  const { t } = useI18n();
  const { text, disposition, status, change, flush } = useNote(call);
  return (
    <Box>
      <Field>
        <Head>
          <Field.Label>{t("note.label")}</Field.Label>
          <SmallStatus>{status !== null && t(`note.${status}`)}</SmallStatus>
        </Head>
        <Textarea
          isCompact
          isResizable
          minRows={2}
          maxRows={8}
          maxLength={5000}
          value={text}
          placeholder={t("note.hint")}
          onBlur={flush}
          onChange={({ target }) => change({ text: target.value, disposition })}
        />
      </Field>
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
