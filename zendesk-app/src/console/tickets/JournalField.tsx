import { Field, Fieldset, Hint, Label, Radio } from "@zendeskgarden/react-forms";
import { useId } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import { useSampleCall } from "./sample-call.tsx";
import { Sample } from "./Sample.tsx";
import { usualJournal } from "./templates-in.ts";
import { TemplateField } from "./TemplateField.tsx";

type Props = { journal: string | null; onChange: (journal: string | null) => void };

/** All lines of the usual journal, or a text of one's own. */
export function JournalField({ journal, onChange }: Props) {
  const { t } = useI18n();
  const name = useId();
  const call = useSampleCall();
  return (
    <Stack $gap="sm">
      <Fieldset>
        <Fieldset.Legend>{t("look.journal_which")}</Fieldset.Legend>
        <Field>
          <Radio name={name} value="usual" checked={journal === null} onChange={() => onChange(null)}>
            <Label>{t("look.journal_usual")}</Label>
            <Hint>{t("look.journal_usual_hint")}</Hint>
          </Radio>
        </Field>
        <Field>
          <Radio
            name={name}
            value="own"
            checked={journal !== null}
            onChange={() => onChange(journal ?? usualJournal)}
          >
            <Label>{t("look.journal_own")}</Label>
          </Radio>
        </Field>
      </Fieldset>
      {journal === null ? (
        <Sample place="journal" text={usualJournal} call={call} label={t("template.sample")} />
      ) : (
        <TemplateField label={t("look.journal_text")} place="journal" value={journal} onChange={onChange} />
      )}
    </Stack>
  );
}
