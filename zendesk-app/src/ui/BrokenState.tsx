import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "./EmptyState.tsx";

export function BrokenState({ onRetry }: { onRetry: () => void }) {
  const { t } = useI18n();
  return <EmptyState title={t("error.title")} action={{ label: t("retry"), onClick: onRetry }} />;
}
