import { IntegrationDetail } from "@deskline/shared/admin";
import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import { useConsole } from "../console.tsx";
import { isConnected } from "../frame/connection.ts";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Cluster } from "../ui/text.ts";
import { AppByHand } from "./AppByHand.tsx";
import { AppWork } from "./AppWork.tsx";
import { GoOn, type StepContentProps } from "./GoOn.tsx";
import { UninstallDialog } from "./UninstallDialog.tsx";

/** The app in Zendesk: installed or updated by one button, or by hand. */
export function AppStep({ onDone }: StepContentProps) {
  const { t } = useI18n();
  const { api } = useConsole();
  const integration = useIntegration();
  const { id, app } = integration;
  const connected = isConnected(integration);
  const install = useChange((_: undefined, key) =>
    api.send("POST", `integrations/${id}/app/install`, {}, IntegrationDetail, key),
  );
  const [removing, setRemoving] = useState(false);
  const isCurrent = app.linked && (app.installedVersion === null || app.installedVersion === app.version);
  const isRunning = install.running || app.work?.state === "running";
  return (
    <>
      <div>{t("app.text")}</div>
      {!connected && <Mark kind="warning">{t("app.needs_zendesk")}</Mark>}
      <Cluster>
        <BusyButton
          isPrimary={!isCurrent}
          busy={isRunning}
          disabled={!connected}
          onClick={() => void install.run(undefined)}
        >
          {!app.linked
            ? t("app.install")
            : isCurrent
              ? t("app.install_again")
              : t("app.update", { version: app.version })}
        </BusyButton>
        {isCurrent && !isRunning && (
          <Mark kind="good">
            {t("setup.app_installed", { version: app.installedVersion ?? app.version })}
          </Mark>
        )}
        {app.linked && !isRunning && (
          <Button isBasic isDanger onClick={() => setRemoving(true)}>
            {t("app.uninstall")}
          </Button>
        )}
      </Cluster>
      {removing && <UninstallDialog onClose={() => setRemoving(false)} />}
      <Failure error={install.error} />
      {app.work !== null && <AppWork work={app.work} />}
      <AppByHand />
      <GoOn done={app.linked && !isRunning} onDone={onDone} />
    </>
  );
}
