import { Code } from "@zendeskgarden/react-typography";
import { useI18n } from "../i18n/i18n.tsx";
import { Gateway } from "./Gateway.tsx";

/** Nobody has used the link that the service printed. */
export function NoPassword() {
  const { t } = useI18n();
  return (
    <Gateway title={t("no_password.title")} lead={t("no_password.lead")}>
      <div>
        {t("no_password.again")} <Code>npm run deskline -- operator link</Code>
      </div>
    </Gateway>
  );
}
