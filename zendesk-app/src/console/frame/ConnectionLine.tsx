import { GlobalAlert } from "@zendeskgarden/react-notifications";
import { useLostSince } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";

/** Says since when the service does not answer, while it does not. */
export function ConnectionLine() {
  const { t, format } = useI18n();
  const since = useLostSince();
  if (since === null) return null;
  return (
    <GlobalAlert type="warning" aria-live="polite">
      <GlobalAlert.Content>
        <GlobalAlert.Title>{t("frame.lost")}</GlobalAlert.Title>
        {t("frame.lost_text", { time: format.time(since) })}
      </GlobalAlert.Content>
    </GlobalAlert>
  );
}
