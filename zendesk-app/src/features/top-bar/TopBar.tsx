import { useI18n } from "../../i18n/i18n.tsx";
import { Page } from "../../ui/Page.tsx";

export function TopBar() {
  const { t } = useI18n();
  return <Page title={t("top_bar.title")}>{null}</Page>;
}
