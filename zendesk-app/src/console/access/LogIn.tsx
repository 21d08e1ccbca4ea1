import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Stack } from "../ui/text.ts";
import { Gateway } from "./Gateway.tsx";
import { PasswordEntry } from "./PasswordEntry.tsx";
import { useLogIn } from "./use-log-in.ts";

/** The page for whoever is not logged in; the address stays, so that they come where they wanted to. */
export function LogIn() {
  const { t } = useI18n();
  const logIn = useLogIn();
  return (
    <Gateway title={t("log_in.title")} lead={t("log_in.lead")}>
      <form noValidate onSubmit={logIn.submit}>
        <Stack>
          <PasswordEntry logIn={logIn} />
          <BusyButton type="submit" isPrimary isStretched busy={logIn.running} disabled={logIn.waiting}>
            {t("log_in.button")}
          </BusyButton>
        </Stack>
      </form>
    </Gateway>
  );
}
