import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { hostOf } from "../ui/host-of.ts";
import { Mark } from "../ui/Mark.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Good, Subtle } from "../ui/text.ts";
import { stepOfProblem, type Step } from "./steps.ts";

/** How a step stands, in one line: green when it is done. */
export function StepLine({ step }: { step: Step }) {
  const { t } = useI18n();
  const { problems } = useIntegration();
  const problem = problems.find(({ kind }) => stepOfProblem[kind] === step.name);
  if (step.state === "todo") return <Subtle>{t(`setup.${step.name}_lead`)}</Subtle>;
  if (problem !== undefined) return <Mark kind="bad">{t(`problem_kind.${problem.kind}`)}</Mark>;
  if (step.state === "broken") return <Mark kind="bad">{t(`setup.${step.name}_failed`)}</Mark>;
  return (
    <Good>
      <DoneWords name={step.name} />
    </Good>
  );
}

function DoneWords({ name }: { name: Step["name"] }) {
  const { t } = useI18n();
  const { pbx, zendesk, app, boundAgents, lastEventAt } = useIntegration();
  switch (name) {
    case "pbx":
      return <>{[pbx.about?.model, pbx.about?.firmware, hostOf(pbx.url)].filter(Boolean).join(" · ")}</>;
    case "events":
      return (
        <>
          {t(`transport.${pbx.transport}`)} · {t("frame.last_event")}{" "}
          {lastEventAt !== null && <RelativeTime at={lastEventAt} />}
        </>
      );
    case "zendesk":
      return (
        <>
          {zendesk.subdomain}.zendesk.com
          {zendesk.adminName !== null && <> · {t("setup.zendesk_by", { name: zendesk.adminName })}</>}
        </>
      );
    case "app":
      return <>{t("setup.app_installed", { version: app.installedVersion ?? app.version })}</>;
    case "agents":
      return <>{t("setup.agents_bound", { count: boundAgents })}</>;
  }
}
