import { useI18n } from "../i18n/i18n.tsx";
import { Page } from "../ui/Page.tsx";

export function NavBar() {
  const { t } = useI18n();
  return <Page title={t("title.calls")}>{null}</Page>;
}
