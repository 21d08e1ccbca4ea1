import { IntegrationDetail } from "@deskline/shared/admin";
import type { EventTransport } from "@deskline/shared/admin-pbx";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Fieldset, Hint, Label, Radio } from "@zendeskgarden/react-forms";
import { useRef, useState } from "react";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Notice } from "../ui/Notice.tsx";
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
  const [chosen, setChosen] = useState(pbx.transport);
  const latest = useRef(chosen);
  /** Whether our webhook stood on the PBX when another way was chosen: then it is told what became of it. */
  const [stood, setStood] = useState(pbx.webhook.placed);
  const isTold = pbx.transport === "websocket" && !choose.running;
  const transport = choose.running ? chosen : pbx.transport;

  /** With the arrow keys one comes to the third by the second: what was wanted last is what is kept. */
  async function take(wanted: EventTransport): Promise<void> {
    latest.current = wanted;
    setStood(pbx.webhook.placed);
    setChosen(wanted);
    let sent = wanted;
    while ((await choose.run(sent)) !== undefined && latest.current !== sent) sent = latest.current;
  }

  return (
    <>
      <Fieldset aria-busy={choose.running}>
        <Fieldset.Legend>{t("events.transport")}</Fieldset.Legend>
        {transports.map((one) => (
          <Field key={one}>
            <Radio name="transport" checked={transport === one} onChange={() => void take(one)}>
              <Label>{t(`transport.${one}`)}</Label>
              <Hint>{t(`transport.${one}_text`)}</Hint>
            </Radio>
          </Field>
        ))}
      </Fieldset>
      <Failure error={choose.error} />
      {isTold && stood && !pbx.webhook.placed && <Mark kind="good">{t("webhook.removed")}</Mark>}
      {isTold && pbx.webhook.placed && (
        <Notice
          type="warning"
          title={t("webhook.stays")}
          actions={
            <Button size="small" onClick={() => void take("websocket")}>
              {t("retry")}
            </Button>
          }
        >
          {t("webhook.stays_text", { url: pbx.webhook.url })}
        </Notice>
      )}
      {transport !== "websocket" && <WebhookSetUp />}
      <EventWatch />
      <GoOn done={done} onDone={onDone} />
    </>
  );
}
