import { Stepper } from "@zendeskgarden/react-accordions";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Page } from "../ui/Page.tsx";
import { AgentsStep } from "./AgentsStep.tsx";
import { AppStep } from "./AppStep.tsx";
import { EventsStep } from "./EventsStep.tsx";
import { openIn } from "./open-steps.ts";
import { PbxStep } from "./PbxStep.tsx";
import { StepBox } from "./StepBox.tsx";
import { StepLine } from "./StepLine.tsx";
import { nextStep, stepNames, stepsOf, type StepName } from "./steps.ts";
import { ZendeskStep } from "./ZendeskStep.tsx";

const contents = { pbx: PbxStep, events: EventsStep, zendesk: ZendeskStep, app: AppStep, agents: AgentsStep };

/** The steps from nothing to calls on tickets; what is done is one line, what is next is open. */
export function SetUpPage() {
  const { t } = useI18n();
  const integration = useIntegration();
  const { hash, state } = useLocation();
  const navigate = useNavigate();
  const steps = stepsOf(integration);
  const next = nextStep(steps);
  const asked = stepNames.find((name) => `#${name}` === hash);
  const [open, setOpen] = useState<ReadonlySet<StepName>>(
    () => new Set(openIn(state) ?? [asked ?? next].filter((name) => name !== null)),
  );
  const [heeded, setHeeded] = useState(hash);
  if (heeded !== hash) {
    setHeeded(hash);
    if (asked !== undefined) setOpen(new Set([...open, asked]));
  }
  const [focused, setFocused] = useState<StepName | null>(null);

  /** Noted in the browser's history as well: a reload, or coming back, finds the same steps open. */
  function show(names: ReadonlySet<StepName>): void {
    setOpen(names);
    void navigate({ hash }, { replace: true, state: { open: [...names] } });
  }

  function toggle(name: StepName): void {
    show(open.symmetricDifference(new Set([name])));
  }

  /** Closes what is done, and opens what comes after it. */
  function goOn(name: StepName): void {
    const after = nextStep(steps.filter((step) => step.name !== name));
    show(new Set([...open].filter((one) => one !== name).concat(after ?? [])));
    setFocused(after ?? name);
  }

  return (
    <Page title={t("setup.title")} lead={next === null ? t("setup.lead_done") : t("setup.lead")}>
      <Stepper activeIndex={next === null ? steps.length : stepNames.indexOf(next)}>
        {steps.map((step, index) => {
          const Content = contents[step.name];
          return (
            <StepBox
              key={step.name}
              step={step}
              isLast={index === steps.length - 1}
              line={<StepLine step={step} />}
              isOpen={open.has(step.name)}
              onToggle={() => toggle(step.name)}
              hasFocus={focused === step.name}
              onFocused={() => setFocused(null)}
            >
              <Content done={step.state === "done"} onDone={() => goOn(step.name)} />
            </StepBox>
          );
        })}
      </Stepper>
    </Page>
  );
}
