import SearchIcon from "@zendeskgarden/svg-icons/src/16/search-stroke.svg";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { RouteLink } from "../ui/route-link.ts";

export function NotFound() {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={SearchIcon}
      title={t("not_found.title")}
      action={<RouteLink to="/">{t("not_found.back")}</RouteLink>}
    >
      {t("not_found.text")}
    </EmptyState>
  );
}
