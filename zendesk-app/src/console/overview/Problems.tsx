import type { IntegrationProblem } from "@deskline/shared/admin";
import { Span } from "@zendeskgarden/react-typography";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { stepOfProblem } from "../setup/steps.ts";
import { Mark } from "../ui/Mark.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle, Stack, Subtle } from "../ui/text.ts";
import { RouteLink } from "../ui/route-link.ts";

/** What is wrong, each with its cure and the way to it. */
export function Problems() {
  const { t } = useI18n();
  const { problems } = useIntegration();
  return (
    <Section title={t("overview.problems")}>
      <Stack as="ul" style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {problems.map((problem) => (
          <li key={problem.kind}>
            <Problem problem={problem} />
          </li>
        ))}
      </Stack>
    </Section>
  );
}

function Problem({ problem: { kind, count, detail } }: { problem: IntegrationProblem }) {
  const { t } = useI18n();
  const { id } = useIntegration();
  const step = stepOfProblem[kind];
  const to = step === "agents" ? `/integrations/${id}/agents` : `/integrations/${id}/set-up#${step}`;
  return (
    <Mark kind="bad">
      <Span isBold>
        {t(`problem_kind.${kind}`)}
        {count !== null && <> ({count})</>}
      </Span>
      <Subtle>{t(`problem_kind.${kind}_cure`)}</Subtle>
      {detail !== null && <SmallSubtle>{t("overview.detail", { words: detail })}</SmallSubtle>}
      {step !== null && (
        <RouteLink to={to}>
          {t("overview.fix", { place: step === "agents" ? t("agents.title") : t(`setup.${step}`) })}
        </RouteLink>
      )}
    </Mark>
  );
}
