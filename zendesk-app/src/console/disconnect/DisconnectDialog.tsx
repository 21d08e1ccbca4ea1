import { Disconnected } from "@deskline/shared/admin-switch";
import { useQueryClient } from "@tanstack/react-query";
import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { UnorderedList } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useWho } from "../frame/who.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useAction } from "../ui/use-action.ts";
import { DisconnectSteps } from "./DisconnectSteps.tsx";

/** Undoes what connects both sides; says before what will happen, and after what has. */
export function DisconnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, name, app } = useIntegration();
  const who = useWho();
  const queries = useQueryClient();
  const [uninstallApp, setUninstall] = useState(app.linked);
  const [eraseCalls, setErase] = useState(false);
  const [done, setDone] = useState<Disconnected | null>(null);
  const disconnect = useAction((input: { uninstallApp: boolean; eraseCalls: boolean }, key: string) =>
    api.send("POST", `integrations/${id}/disconnect`, input, Disconnected, key),
  );

  async function run(): Promise<void> {
    const result = await disconnect.run({ uninstallApp: app.linked && uninstallApp, eraseCalls });
    if (result === undefined) return;
    setDone(result);
    await queries.invalidateQueries({ queryKey: ["integrations"] });
  }

  if (done !== null) {
    const failed = done.steps.some(({ result }) => result === "failed");
    return (
      <Dialog title={failed ? t("disconnect.done_partly") : t("disconnect.done")} onClose={onClose}>
        <DisconnectSteps steps={done.steps} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("disconnect.title", { name })}
      action={{
        label: t("disconnect.button"),
        danger: true,
        busy: disconnect.running,
        run: () => void run(),
      }}
      error={disconnect.error}
      onClose={onClose}
    >
      {who.kind === "zendesk_admin" && (
        <Notice type="warning" title={t("disconnect.own_title")}>
          {t("disconnect.own_text")}
        </Notice>
      )}
      <div>{t("disconnect.lead")}</div>
      <UnorderedList>
        <UnorderedList.Item>{t("disconnect.grant")}</UnorderedList.Item>
        <UnorderedList.Item>{t("disconnect.webhooks")}</UnorderedList.Item>
        <UnorderedList.Item>{t("disconnect.settings")}</UnorderedList.Item>
        <UnorderedList.Item>{t("disconnect.phonebook")}</UnorderedList.Item>
      </UnorderedList>
      {app.linked && (
        <Field>
          <Checkbox checked={uninstallApp} onChange={() => setUninstall(!uninstallApp)}>
            <Label>{t("disconnect.uninstall")}</Label>
            <Hint>{t("disconnect.uninstall_text")}</Hint>
          </Checkbox>
        </Field>
      )}
      <Field>
        <Checkbox checked={eraseCalls} onChange={() => setErase(!eraseCalls)}>
          <Label>{t("disconnect.erase")}</Label>
          <Hint>{t("disconnect.erase_text")}</Hint>
        </Checkbox>
      </Field>
    </Dialog>
  );
}
