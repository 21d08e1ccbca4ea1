import { PersonCalls } from "../features/sidebar/PersonCalls.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { RunningCalls } from "../ui/RunningCalls.tsx";
import { Shell } from "../ui/Shell.tsx";
import { StateLine } from "../ui/StateLine.tsx";
import { useFittingHeight } from "../ui/use-fitting-height.ts";

/** Beside a user: the running call, the user's numbers and calls. */
export function UserSidebar() {
  const { t } = useI18n();
  useFittingHeight();
  return (
    <Shell title={t("title.calls")} rows={7}>
      {(me) => (
        <>
          <StateLine me={me} />
          <RunningCalls me={me} />
          <PersonCalls path="user" me={me} ticketId={null} nobody={{ title: t("user.none") }} />
        </>
      )}
    </Shell>
  );
}
