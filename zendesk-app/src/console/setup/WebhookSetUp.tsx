import { IntegrationDetail } from "@deskline/shared/admin";
import { Accordion } from "@zendeskgarden/react-accordions";
import { useState, type FormEvent } from "react";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { SecretField } from "../ui/SecretField.tsx";
import { Section } from "../ui/Section.tsx";
import { Cluster, Stack, Subtle } from "../ui/text.ts";

const shortestSecret = 8;

/** The PBX's webhook entry: made by one button, or by hand from values to copy. */
export function WebhookSetUp() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, pbx } = useIntegration();
  const { webhook } = pbx;
  const setUp = useChange((_: undefined, key) =>
    api.send("POST", `integrations/${id}/pbx/webhook`, {}, IntegrationDetail, key),
  );
  const isPlaced = webhook.placed && !setUp.running && setUp.error === null;

  return (
    <Section title={t("webhook.title")} lead={t("webhook.lead")}>
      <Stack>
        <Cluster>
          <BusyButton
            isPrimary={!webhook.secretSet}
            busy={setUp.running}
            onClick={() => void setUp.run(undefined)}
          >
            {webhook.secretSet ? t("webhook.again") : t("webhook.button")}
          </BusyButton>
          {isPlaced && <Mark kind="good">{t("webhook.done")}</Mark>}
          {webhook.secretSet && !isPlaced && <Mark kind="none">{t("webhook.secret_stored")}</Mark>}
        </Cluster>
        <Failure error={setUp.error} />
        <Accordion level={3} isBare isCompact isExpandable isCollapsible defaultExpandedSections={[]}>
          <Accordion.Section>
            <Accordion.Header>
              <Accordion.Label>{t("webhook.by_hand")}</Accordion.Label>
            </Accordion.Header>
            <Accordion.Panel>
              <Stack>
                <Subtle>{t("webhook.where")}</Subtle>
                <CopyField label={t("webhook.url")} value={webhook.url} />
                <CopyField label={t("webhook.method")} value={webhook.method} />
                <CopyField
                  label={t("webhook.events")}
                  hint={t("webhook.events_hint")}
                  value={webhook.events.join(", ")}
                />
                <SecretForm />
              </Stack>
            </Accordion.Panel>
          </Accordion.Section>
        </Accordion>
      </Stack>
    </Section>
  );
}

function SecretForm() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, pbx } = useIntegration();
  const [secret, setSecret] = useState("");
  useUnsaved(secret !== "");
  const save = useChange((input: { secret: string }) =>
    api.send("PUT", `integrations/${id}/pbx/webhook-secret`, input, IntegrationDetail),
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (secret.length < shortestSecret) return;
    if ((await save.run({ secret })) !== undefined) setSecret("");
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack $gap="sm">
        <SecretField
          label={t("webhook.secret")}
          hint={t("webhook.secret_hint")}
          isSet={pbx.webhook.secretSet}
          value={secret}
          onChange={setSecret}
        />
        <Failure error={save.error} />
        <div>
          <BusyButton type="submit" busy={save.running} disabled={secret.length < shortestSecret}>
            {t("webhook.save_secret")}
          </BusyButton>
        </div>
      </Stack>
    </form>
  );
}
