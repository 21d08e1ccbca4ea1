import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { RouteLink } from "../ui/route-link.ts";
import { Section } from "../ui/Section.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";

const ways = ["auto", "calls_api", "voice_comment", "note"] as const;

/** How the call is recorded on its ticket, and what the account can. */
export function RecordSection() {
  const { t } = useI18n();
  const { page, settings, change } = useEditing();
  const { id } = useIntegration();
  const { callRecords, hasApp, recordsBy } = page;
  const { record } = settings;
  const wantsRecords = record === "calls_api" || (record === "auto" && callRecords === true);
  const lacksApp = wantsRecords && callRecords !== false && !hasApp;
  const needs = lacksApp || (record === "calls_api" && callRecords === false);
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
          {lacksApp && (
            <div>
              {t("record.no_app")}{" "}
              <RouteLink to={`/integrations/${id}/set-up#app`}>
                {t("overview.fix", { place: t("setup.app") })}
              </RouteLink>
            </div>
          )}
          {(record === "auto" || lacksApp) && record === page.settings.record && (
            <SmallSubtle tag="div">{t("record.now", { way: t(`record.${recordsBy}`) })}</SmallSubtle>
          )}
        </Mark>
      </Stack>
    </Section>
  );
}
