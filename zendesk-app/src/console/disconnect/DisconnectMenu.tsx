import { IconButton } from "@zendeskgarden/react-buttons";
import { Item, Menu, Separator } from "@zendeskgarden/react-dropdowns";
import OverflowIcon from "@zendeskgarden/svg-icons/src/16/overflow-vertical-stroke.svg";
import { useState } from "react";
import { useIntegration } from "../frame/integration.tsx";
import { useWho } from "../frame/who.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { RemoveDialog } from "../list/RemoveDialog.tsx";
import { DisconnectDialog } from "./DisconnectDialog.tsx";
import { RenameDialog } from "./RenameDialog.tsx";

const chosenBy = new Set(["menuItem:click", "menuItem:keyDown:Enter", "menuItem:keyDown:Space"]);
type Opened = "rename" | "disconnect" | "remove";

/** What is seldom done with an integration. */
export function DisconnectMenu() {
  const { t } = useI18n();
  const who = useWho();
  const { id, name } = useIntegration();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  return (
    <>
      <Menu
        placement="bottom-end"
        button={(props) => (
          <IconButton {...props} aria-label={t("more.open")}>
            <OverflowIcon />
          </IconButton>
        )}
        onChange={({ type, value }) => {
          if (chosenBy.has(type) && isOpened(value)) setOpened(value);
        }}
      >
        <Item value="rename" label={t("more.rename")} />
        <Separator />
        <Item value="disconnect" type="danger" label={t("more.disconnect")} />
        {who.kind === "operator" && <Item value="remove" type="danger" label={t("more.remove")} />}
      </Menu>
      {opened === "rename" && <RenameDialog onClose={close} />}
      {opened === "disconnect" && <DisconnectDialog onClose={close} />}
      {opened === "remove" && <RemoveDialog integration={{ id, name }} onClose={close} />}
    </>
  );
}

function isOpened(value: unknown): value is Opened {
  return value === "rename" || value === "disconnect" || value === "remove";
}
