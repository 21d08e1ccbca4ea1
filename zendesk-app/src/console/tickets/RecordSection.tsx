import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Section } from "../ui/Section.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";

const ways = ["auto", "calls_api", "voice_comment", "note"] as const;

/** How the call is recorded on its ticket, and what the account can. */
export function RecordSection() {
  const { t } = useI18n();
  const { page, settings, change } = useEditing();
  const { callRecords, recordsBy } = page;
  const needs = settings.record === "calls_api" && callRecords === false;
  const known = callRecords === null ? "unknown" : callRecords ? "has" : "has_not";
  return (
    <Section title={t("record.title")} lead={t("record.lead")}>
      <Stack $gap="sm">
        <SelectField
          label={t("record.way")}
          hint={t(`record.${settings.record}_hint`)}
          width={110}
          value={settings.record}
          options={ways.map((value) => ({ value, label: t(`record.${value}`) }))}
          onChange={(record) => change(() => ({ record }))}
        />
        <Mark kind={needs ? "warning" : "none"}>
          {t(`record.account_${known}`)}
          {settings.record === "auto" && page.settings.record === "auto" && (
            <SmallSubtle tag="div">{t("record.now", { way: t(`record.${recordsBy}`) })}</SmallSubtle>
          )}
        </Mark>
      </Stack>
    </Section>
  );
}
