import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { TextField } from "../ui/TextField.tsx";
import type { LogInForm } from "./use-log-in.ts";

/** The password, and why the last one was not taken. */
export function PasswordEntry({ logIn }: { logIn: LogInForm }) {
  const { t, format } = useI18n();
  return (
    <>
      {/* Password managers look for a name. */}
      <input type="text" name="username" autoComplete="username" value="operator" readOnly hidden />
      <TextField
        label={t("log_in.password")}
        type="password"
        name="password"
        autoComplete="current-password"
        startsFocused
        value={logIn.password}
        onChange={logIn.setPassword}
        error={logIn.wrong ? t("problem.password_wrong") : null}
      />
      {logIn.leftMs > 0 && (
        <Notice type="warning" title={t("log_in.throttled")}>
          <span role="timer">{t("log_in.throttled_text", { time: format.duration(logIn.leftMs) })}</span>
        </Notice>
      )}
      {!logIn.wrong && logIn.leftMs === 0 && <Failure error={logIn.error} />}
    </>
  );
}
