import { IntegrationDetail, type EventTransport } from "@deskline/shared/admin";
import { Field, Fieldset, Hint, Label, Radio } from "@zendeskgarden/react-forms";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { EventWatch } from "./EventWatch.tsx";
import { GoOn, type StepContentProps } from "./GoOn.tsx";
import { WebhookSetUp } from "./WebhookSetUp.tsx";

const transports = ["websocket", "webhook", "both"] as const satisfies readonly EventTransport[];

/** How the PBX tells of calls, and whether it does. */
export function EventsStep({ done, onDone }: StepContentProps) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, pbx } = useIntegration();
  const choose = useChange((transport: EventTransport) =>
    api.send("PUT", `integrations/${id}/pbx`, { transport }, IntegrationDetail),
  );
  return (
    <>
      <Fieldset disabled={choose.running}>
        <Fieldset.Legend>{t("events.transport")}</Fieldset.Legend>
        {transports.map((transport) => (
          <Field key={transport}>
            <Radio
              name="transport"
              checked={pbx.transport === transport}
              onChange={() => void choose.run(transport)}
            >
              <Label>{t(`transport.${transport}`)}</Label>
              <Hint>{t(`transport.${transport}_text`)}</Hint>
            </Radio>
          </Field>
        ))}
      </Fieldset>
      <Failure error={choose.error} />
      {pbx.transport !== "websocket" && <WebhookSetUp />}
      <EventWatch />
      <GoOn done={done} onDone={onDone} />
    </>
  );
}
