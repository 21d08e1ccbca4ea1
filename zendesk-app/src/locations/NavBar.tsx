import { useI18n } from "../i18n/i18n.tsx";
import { RunningCalls } from "../ui/RunningCalls.tsx";
import { Shell } from "../ui/Shell.tsx";
import { StateLine } from "../ui/StateLine.tsx";

/** The app's own page in Zendesk: the agent's running call. */
export function NavBar() {
  const { t } = useI18n();
  return (
    <Shell title={t("title.calls")} rows={3}>
      {(me) => (
        <>
          <StateLine me={me} />
          <RunningCalls me={me} />
        </>
      )}
    </Shell>
  );
}
