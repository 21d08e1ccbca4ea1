import { ConsoleState } from "@deskline/shared/admin-access";
import { useQueryClient } from "@tanstack/react-query";
import { Code } from "@zendeskgarden/react-typography";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { Refused } from "../../api/problem.ts";
import { sessionQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Stack } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";
import { Gateway } from "./Gateway.tsx";
import { isGoodPassword, NewPassword } from "./NewPassword.tsx";
import { RouteLink } from "../ui/route-link.ts";

/** Where the link leads that the service prints: a password is set, and one is in. */
export function FirstStart({ token }: { token: string }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [value, setValue] = useState({ first: "", second: "" });
  const save = useAction((password: string) => api.send("POST", "setup", { token, password }, ConsoleState));
  const linkOver = save.error instanceof Refused && save.error.code === "setup_link_over";

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isGoodPassword(value)) return;
    const state = await save.run(value.first);
    if (state === undefined) return;
    queries.setQueryData(sessionQuery(api).queryKey, state);
    await navigate("/", { replace: true });
  }

  if (linkOver) {
    return (
      <Gateway title={t("setup_link.over")} lead={t("setup_link.over_text")}>
        <div>
          {t("no_password.again")} <Code>npm run deskline -- operator link</Code>
        </div>
        <RouteLink to="/">{t("setup_link.log_in")}</RouteLink>
      </Gateway>
    );
  }
  return (
    <Gateway title={t("first_start.title")} lead={t("first_start.lead")}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack>
          <input type="text" name="username" autoComplete="username" value="operator" readOnly hidden />
          <NewPassword value={value} onChange={setValue} startsFocused />
          <Failure error={save.error} />
          <BusyButton
            type="submit"
            isPrimary
            isStretched
            busy={save.running}
            disabled={!isGoodPassword(value)}
          >
            {t("first_start.button")}
          </BusyButton>
        </Stack>
      </form>
    </Gateway>
  );
}
