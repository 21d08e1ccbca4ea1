import { ConsoleState } from "@deskline/shared/admin-access";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { PasswordEntry } from "./PasswordEntry.tsx";
import { useLogIn } from "./use-log-in.ts";

const lookMs = 3_000;

/** Asks for the password over the page, which keeps what was typed; a log-in in another tab does as well. */
export function LogInDialog() {
  const { t } = useI18n();
  const { api, gate } = useConsole();
  const logIn = useLogIn();
  const elsewhere = useQuery({
    queryKey: ["session", "elsewhere"],
    queryFn: ({ signal }) => api.get("session", ConsoleState, signal),
    refetchInterval: lookMs,
    gcTime: 0,
  });
  const back = elsewhere.data !== undefined && elsewhere.data.who !== null;
  useEffect(() => {
    if (back) gate.open();
  }, [back, gate]);
  return (
    <Dialog
      title={t("log_in.over")}
      action={{
        label: t("log_in.button"),
        run: logIn.submit,
        busy: logIn.running,
        disabled: logIn.waiting,
      }}
    >
      {t("log_in.over_text")}
      <PasswordEntry logIn={logIn} />
    </Dialog>
  );
}
