import { IntegrationDetail } from "@deskline/shared/admin";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useWho } from "../frame/who.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Mark } from "../ui/Mark.tsx";

/** Takes the app out of Zendesk, and nothing else. */
export function UninstallDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const who = useWho();
  const uninstall = useChange((_: undefined, key) =>
    api.send("POST", `integrations/${id}/app/uninstall`, {}, IntegrationDetail, key),
  );
  async function run(): Promise<void> {
    if ((await uninstall.run(undefined)) !== undefined) onClose();
  }
  return (
    <Dialog
      title={t("app.uninstall_title")}
      action={{ label: t("app.uninstall"), danger: true, busy: uninstall.running, run: () => void run() }}
      error={uninstall.error}
      onClose={onClose}
    >
      {t("app.uninstall_text")}
      {who.kind === "zendesk_admin" && <Mark kind="warning">{t("app.uninstall_own")}</Mark>}
    </Dialog>
  );
}
