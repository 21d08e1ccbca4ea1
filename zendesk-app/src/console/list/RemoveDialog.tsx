import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { anything } from "../../api/api.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAction } from "../ui/use-action.ts";

type Props = { integration: { id: string; name: string }; onClose: () => void };

/** Removes an integration with all that is kept of it: its name has to be typed. */
export function RemoveDialog({ integration: { id, name }, onClose }: Props) {
  const { t } = useI18n();
  const { api } = useConsole();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const remove = useAction(() =>
    api.send("DELETE", `integrations/${id}`, undefined, anything).then(() => true),
  );

  async function run(): Promise<void> {
    if ((await remove.run(undefined)) !== true) return;
    onClose();
    await navigate("/");
    queries.removeQueries({ queryKey: ["integrations", id] });
    await queries.invalidateQueries({ queryKey: ["integrations"] });
  }

  return (
    <Dialog
      title={t("remove.title", { name })}
      action={{
        label: t("remove.button"),
        danger: true,
        busy: remove.running,
        disabled: typed.trim() !== name,
        run: () => void run(),
      }}
      error={remove.error}
      onClose={onClose}
    >
      <div>{t("remove.text")}</div>
      <TextField label={t("remove.type", { name })} value={typed} onChange={setTyped} autoComplete="off" />
    </Dialog>
  );
}
