import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { useEditing } from "./editing.tsx";

/** Whether recordings come onto the ticket, and for how long they can be listened to. */
export function RecordingsSection() {
  const { t } = useI18n();
  const { settings, change } = useEditing();
  const { recordings } = settings;
  const set = (part: Partial<typeof recordings>): void =>
    change((now) => ({ recordings: { ...now.recordings, ...part } }));
  return (
    <Section title={t("recordings.title")} lead={t("recordings.lead")}>
      <Stack $gap="sm">
        <Field>
          <Checkbox checked={recordings.attach} onChange={() => set({ attach: !recordings.attach })}>
            <Label>{t("recordings.attach")}</Label>
            <Hint>{t("recordings.attach_hint")}</Hint>
          </Checkbox>
        </Field>
        <TextField
          label={t("recordings.keep_days")}
          hint={t("recordings.keep_days_hint")}
          width={90}
          inputMode="numeric"
          maxLength={4}
          value={recordings.keepDays === null ? "" : String(recordings.keepDays)}
          onChange={(text) => set({ keepDays: Number(text.replaceAll(/\D/g, "")) || null })}
        />
      </Stack>
    </Section>
  );
}
