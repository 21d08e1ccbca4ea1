import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { useEditing } from "./editing.tsx";
import { Holidays } from "./Holidays.tsx";
import { ValuesField } from "./ValuesField.tsx";
import { WeekFields } from "./WeekFields.tsx";
import { ZoneField } from "./ZoneField.tsx";

/** When somebody is there, who is a VIP, and what is never written down. */
export function HoursTab() {
  const { t } = useI18n();
  const { settings, change, extensions, say } = useEditing();
  const { hours, neverLog } = settings;
  const setHours = (part: Partial<typeof hours>): void =>
    change((now) => ({ hours: { ...now.hours, ...part } }));
  return (
    <Stack>
      <Section title={t("hours.title")} lead={t("hours.lead")}>
        <Stack>
          <ZoneField zone={hours.timeZone} onChange={(timeZone) => setHours({ timeZone })} />
          <WeekFields week={hours.week} onChange={(week) => setHours({ week })} />
          <Holidays days={hours.holidays} onChange={(holidays) => setHours({ holidays })} />
        </Stack>
      </Section>
      <Section title={t("never.title")} lead={t("never.lead")}>
        <Stack>
          <ValuesField
            label={t("never.numbers")}
            hint={t("never.numbers_hint")}
            values={neverLog.numbers}
            onChange={(numbers) => change((now) => ({ neverLog: { ...now.neverLog, numbers } }))}
          />
          <ValuesField
            label={t("never.extensions")}
            hint={t("never.extensions_hint")}
            values={neverLog.extensions}
            offered={extensions}
            nameOf={say.names.extension}
            onChange={(next) => change((now) => ({ neverLog: { ...now.neverLog, extensions: next } }))}
          />
        </Stack>
      </Section>
      <Section title={t("vip.title")} lead={t("vip.lead")}>
        <TextField
          label={t("vip.tag")}
          width={80}
          maxLength={100}
          value={settings.vipTag}
          onChange={(vipTag) => change(() => ({ vipTag }))}
        />
      </Section>
    </Stack>
  );
}
