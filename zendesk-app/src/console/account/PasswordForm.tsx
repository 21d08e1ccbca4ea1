import { useToast, Notification } from "@zendeskgarden/react-notifications";
import { useState, type FormEvent } from "react";
import { Refused } from "../../api/problem.ts";
import { anything } from "../../api/api.ts";
import { isGoodPassword, NewPassword } from "../access/NewPassword.tsx";
import { useConsole } from "../console.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Measure, Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { useAction } from "../ui/use-action.ts";

const empty = { first: "", second: "" };

/** Changes the password; wherever else the operator is logged in, they are out then. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { addToast } = useToast();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState(empty);
  useUnsaved(current !== "" || next.first !== "" || next.second !== "");
  const change = useAction((input: { current: string; next: string }) =>
    api.send("PUT", "password", input, anything).then(() => true),
  );
  const isWrong = change.error instanceof Refused && change.error.code === "password_wrong";

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await change.run({ current, next: next.first })) !== true) return;
    setCurrent("");
    setNext(empty);
    onChanged();
    addToast(({ close }) => (
      <Notification type="success">
        <Notification.Title>{t("account.changed")}</Notification.Title>
        {t("account.changed_text")}
        <Notification.Close aria-label={t("close")} onClick={close} />
      </Notification>
    ));
  }

  return (
    <Measure as="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
      <Stack>
        <input type="text" name="username" autoComplete="username" value="operator" readOnly hidden />
        <TextField
          label={t("account.current_password")}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={isWrong ? t("problem.password_wrong") : null}
        />
        <NewPassword value={next} onChange={setNext} />
        {!isWrong && <Failure error={change.error} />}
        <div>
          <BusyButton
            type="submit"
            isPrimary
            busy={change.running}
            disabled={current === "" || !isGoodPassword(next)}
          >
            {t("account.change")}
          </BusyButton>
        </div>
      </Stack>
    </Measure>
  );
}
