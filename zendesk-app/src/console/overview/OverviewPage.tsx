import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Page } from "../ui/Page.tsx";
import { Checklist } from "./Checklist.tsx";
import { Facts } from "./Facts.tsx";
import { Problems } from "./Problems.tsx";
import { RecentCalls } from "./RecentCalls.tsx";

/** Whether it works, what is left to do, what is wrong, and the last calls. */
export function OverviewPage() {
  const { t } = useI18n();
  const { problems } = useIntegration();
  return (
    <Page title={t("overview.title")} wide>
      <Facts />
      {problems.length > 0 && <Problems />}
      <Checklist />
      <RecentCalls />
    </Page>
  );
}
