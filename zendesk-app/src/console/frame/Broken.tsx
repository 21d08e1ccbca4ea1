import { Button } from "@zendeskgarden/react-buttons";
import AlertIcon from "@zendeskgarden/svg-icons/src/16/alert-error-stroke.svg";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

/** A page that failed. */
export function Broken() {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={AlertIcon}
      title={t("broken.title")}
      action={
        <Button isPrimary onClick={() => location.reload()}>
          {t("broken.reload")}
        </Button>
      }
    >
      {t("broken.text")}
    </EmptyState>
  );
}
