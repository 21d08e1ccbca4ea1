import { useI18n } from "../../i18n/i18n.tsx";
import { Shell } from "../../ui/Shell.tsx";
import { Panel } from "./Panel.tsx";

/** The panel behind the icon in Zendesk's top bar. */
export function TopBar() {
  const { t } = useI18n();
  return (
    <Shell title={t("top_bar.title")} rows={8} fill>
      {(me) => me.extension !== null && <Panel me={me} />}
    </Shell>
  );
}
