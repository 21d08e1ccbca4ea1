import { IntegrationDetail } from "@deskline/shared/admin";
import { useState } from "react";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";

export function RenameDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, name } = useIntegration();
  const [typed, setTyped] = useState(name);
  const save = useChange((input: { name: string }) =>
    api.send("PATCH", `integrations/${id}`, input, IntegrationDetail),
  );
  async function run(): Promise<void> {
    if ((await save.run({ name: typed.trim() })) !== undefined) onClose();
  }
  return (
    <Dialog
      title={t("more.rename_title")}
      action={{ label: t("save"), busy: save.running, disabled: typed.trim() === "", run: () => void run() }}
      error={save.error}
      onClose={onClose}
    >
      <TextField label={t("add.name")} value={typed} onChange={setTyped} maxLength={100} />
    </Dialog>
  );
}
