import { useQuery } from "@tanstack/react-query";
import LockIcon from "@zendeskgarden/svg-icons/src/16/lock-locked-stroke.svg";
import { useSyncExternalStore } from "react";
import { Outlet } from "react-router";
import { LogIn } from "../access/LogIn.tsx";
import { LogInDialog } from "../access/LogInDialog.tsx";
import { NoPassword } from "../access/NoPassword.tsx";
import { sessionQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { SessionOver } from "./SessionOver.tsx";
import { WhoProvider } from "./who.tsx";

/** Lets in who is logged in. When the session ends later, a dialog asks for the password, and the page stays. */
export function Signed() {
  const { t } = useI18n();
  const { api, gate, embedded } = useConsole();
  const session = useQuery(sessionQuery(api));
  const waiting = useSyncExternalStore(gate.subscribe, gate.closed);
  const over = useSyncExternalStore(api.reachability.subscribe, api.reachability.over);

  if (over && session.data === undefined) {
    return (
      <EmptyState icon={LockIcon} title={t("session.over")}>
        {t("session.over_embedded")}
      </EmptyState>
    );
  }
  if (session.data === undefined) {
    return session.error === null ? (
      <Loading rows={3} />
    ) : (
      <Failure error={session.error} onRetry={() => void session.refetch()} />
    );
  }
  const { who, passwordSet } = session.data;
  if (who === null && embedded) return <Failure error={new Error("The service knows nobody")} />;
  if (who === null) return passwordSet ? <LogIn /> : <NoPassword />;
  return (
    <WhoProvider value={who}>
      {over && <SessionOver />}
      <Outlet />
      {waiting && <LogInDialog />}
    </WhoProvider>
  );
}
