import { IntegrationDetail } from "@deskline/shared/admin";
import { Accordion } from "@zendeskgarden/react-accordions";
import { OrderedList } from "@zendeskgarden/react-typography";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { saveFile } from "../ui/save-file.ts";
import { Failure } from "../ui/Failure.tsx";
import { Cluster, Stack } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";

/** For accounts in which nobody may install apps from outside: the package, and the way of it into Zendesk. */
export function AppByHand() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, app } = useIntegration();
  const download = useAction(async () => saveFile(await api.download(`integrations/${id}/app/package.zip`)));
  const link = useChange((_: undefined, key) =>
    api.send("POST", `integrations/${id}/app/link`, {}, IntegrationDetail, key),
  );
  return (
    <Accordion level={3} isBare isCompact isExpandable isCollapsible defaultExpandedSections={[]}>
      <Accordion.Section>
        <Accordion.Header>
          <Accordion.Label>{t("app.by_hand")}</Accordion.Label>
        </Accordion.Header>
        <Accordion.Panel>
          <Stack>
            <OrderedList>
              <OrderedList.Item>{t("app.hand_download")}</OrderedList.Item>
              <OrderedList.Item>
                {t("app.hand_open")}{" "}
                <span lang="en">Admin Center → Apps and integrations → Apps → Zendesk Support apps</span>
              </OrderedList.Item>
              <OrderedList.Item>{t("app.hand_upload")}</OrderedList.Item>
              <OrderedList.Item>{t("app.hand_link")}</OrderedList.Item>
            </OrderedList>
            <CopyField label={t("app.hand_name")} value={app.name} />
            <Cluster>
              <BusyButton busy={download.running} onClick={() => void download.run(undefined)}>
                {t("app.download")}
              </BusyButton>
              <BusyButton busy={link.running} onClick={() => void link.run(undefined)}>
                {t("app.link")}
              </BusyButton>
            </Cluster>
            <Failure error={download.error ?? link.error} />
          </Stack>
        </Accordion.Panel>
      </Accordion.Section>
    </Accordion>
  );
}
