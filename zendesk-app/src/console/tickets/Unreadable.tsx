import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { SmallSubtle } from "../ui/text.ts";

/** That kept settings cannot be read, what of them, and how they are mended. */
export function Unreadable({ what }: { what: string | null }) {
  const { t } = useI18n();
  if (what === null) return null;
  return (
    <Notice type="error" title={t("problem_kind.ticket_settings_unreadable")}>
      {t("tickets.unreadable")}
      <SmallSubtle tag="div">{what}</SmallSubtle>
    </Notice>
  );
}
