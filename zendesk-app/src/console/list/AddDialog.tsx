import { IntegrationDetail } from "@deskline/shared/admin";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { listQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAction } from "../ui/use-action.ts";
import { useKeepDetail } from "../frame/integration.tsx";

/** A new integration: a name, and its set-up opens. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keep = useKeepDetail();
  const [name, setName] = useState("");
  const add = useAction((input: { name: string }, key: string) =>
    api.send("POST", "integrations", input, IntegrationDetail, key),
  );

  async function run(): Promise<void> {
    const detail = await add.run({ name: name.trim() });
    if (detail === undefined) return;
    await keep(detail);
    void queries.invalidateQueries({ queryKey: listQuery(api).queryKey, exact: true });
    onClose();
    await navigate(`/integrations/${detail.id}/set-up`);
  }

  return (
    <Dialog
      title={t("add.title")}
      action={{
        label: t("add.button"),
        busy: add.running,
        disabled: name.trim() === "",
        run: () => void run(),
      }}
      error={add.error}
      onClose={onClose}
    >
      <TextField label={t("add.name")} hint={t("add.hint")} value={name} onChange={setName} maxLength={100} />
    </Dialog>
  );
}
