import { useI18n } from "../i18n/i18n.tsx";

const minuteMs = 60_000;

/** How long something still takes, as roughly as it is known. */
export function TimeLeft({ ms }: { ms: number }) {
  const { t } = useI18n();
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 1) return <>{t("contacts.left_less")}</>;
  if (minutes < 120) return <>{t("contacts.left_minutes", { count: minutes })}</>;
  return <>{t("contacts.left_hours", { count: Math.round(minutes / 60) })}</>;
}
