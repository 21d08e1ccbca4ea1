import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { Page } from "./Page.tsx";

export function BrokenState({ onRetry }: { onRetry: () => void }) {
  const { t } = useI18n();
  return (
    <Page title={t("title.calls")}>
      <EmptyState title={t("error.title")} action={{ label: t("retry"), onClick: onRetry }} />
    </Page>
  );
}
