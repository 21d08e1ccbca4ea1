import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { Page } from "./Page.tsx";

export function OutsideZendesk() {
  const { t } = useI18n();
  return (
    <Page title={t("host.missing")}>
      <EmptyState title={t("host.missing")}>{t("host.missing_text")}</EmptyState>
    </Page>
  );
}
