import { IntegrationDetail } from "@deskline/shared/admin";
import { Field, Fieldset, Hint, Label, Radio, Toggle } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { catchesUp } from "./catches-up.ts";
import { useChange, useIntegration } from "./integration.tsx";

/** Switches an integration off and on; on needs a decision when calls were held meanwhile. */
export function PowerSwitch() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, status, heldCalls } = useIntegration();
  const [asking, setAsking] = useState<"off" | "on" | null>(null);
  const [catchUp, setCatchUp] = useState(true);
  const off = useChange(() => api.send("POST", `integrations/${id}/disable`, {}, IntegrationDetail));
  const on = useChange((input: { catchUp: boolean }) =>
    api.send("POST", `integrations/${id}/enable`, input, IntegrationDetail),
  );
  if (status === "draft") return null;
  const isOn = status !== "disabled";

  function close(): void {
    off.clear();
    on.clear();
    setAsking(null);
  }

  async function switchTo(work: Promise<unknown>): Promise<void> {
    if ((await work) !== undefined) close();
  }

  return (
    <>
      <Field>
        <Toggle checked={isOn} onChange={() => setAsking(isOn ? "off" : "on")}>
          <Label isRegular>{isOn ? t("switch.on") : t("switch.off")}</Label>
        </Toggle>
      </Field>
      {asking === "off" && (
        <Dialog
          title={t("switch.off_title")}
          action={{
            label: t("switch.off_button"),
            busy: off.running,
            run: () => void switchTo(off.run(undefined)),
          }}
          error={off.error}
          onClose={close}
        >
          <div>{t("switch.off_text")}</div>
          <div>{t("switch.off_kept")}</div>
        </Dialog>
      )}
      {asking === "on" && (
        <Dialog
          title={t("switch.on_title")}
          action={{
            label: t("switch.on_button"),
            busy: on.running,
            run: () => void switchTo(on.run({ catchUp: catchesUp(heldCalls, catchUp) })),
          }}
          error={on.error}
          onClose={close}
        >
          <div>{heldCalls === 0 ? t("switch.on_text") : t("switch.on_held", { count: heldCalls })}</div>
          {heldCalls > 0 && (
            <Fieldset>
              <Fieldset.Legend>{t("switch.held_legend")}</Fieldset.Legend>
              <Field>
                <Radio name="held" checked={catchUp} onChange={() => setCatchUp(true)}>
                  <Label>{t("switch.catch_up")}</Label>
                  <Hint>{t("switch.catch_up_text")}</Hint>
                </Radio>
              </Field>
              <Field>
                <Radio name="held" checked={!catchUp} onChange={() => setCatchUp(false)}>
                  <Label>{t("switch.leave")}</Label>
                  <Hint>{t("switch.leave_text")}</Hint>
                </Radio>
              </Field>
            </Fieldset>
          )}
        </Dialog>
      )}
    </>
  );
}
