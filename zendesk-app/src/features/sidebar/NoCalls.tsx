import { useI18n } from "../../i18n/i18n.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

/** Says that there are no calls, in the words of what was looked for. */
export function NoCalls({ filter, name }: { filter: "all" | "missed" | "ticket"; name: string }) {
  const { t } = useI18n();
  if (filter === "missed") return <EmptyState title={t("history.empty_missed")} />;
  const title = filter === "ticket" ? t("history.empty_ticket") : t("history.empty", { name });
  return <EmptyState title={title}>{t("history.empty_text")}</EmptyState>;
}
