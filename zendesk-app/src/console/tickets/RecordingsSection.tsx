import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useEditing } from "./editing.tsx";

/** For how long recordings can be listened to. */
export function RecordingsSection() {
  const { t } = useI18n();
  const { settings, change } = useEditing();
  const { recordings } = settings;
  const set = (part: Partial<typeof recordings>): void =>
    change((now) => ({ recordings: { ...now.recordings, ...part } }));
  return (
    <Section title={t("recordings.title")} lead={t("recordings.lead")}>
      <TextField
        label={t("recordings.keep_days")}
        hint={t("recordings.keep_days_hint")}
        width={90}
        inputMode="numeric"
        maxLength={4}
        value={recordings.keepDays === null ? "" : String(recordings.keepDays)}
        onChange={(text) => set({ keepDays: Number(text.replaceAll(/\D/g, "")) || null })}
      />
    </Section>
  );
}
