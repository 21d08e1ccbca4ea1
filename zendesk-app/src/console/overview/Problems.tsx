import type { IntegrationProblem } from "@deskline/shared/admin";
import { Span } from "@zendeskgarden/react-typography";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { stepOfProblem, type StepName } from "../setup/steps.ts";
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
  const cure = cureOf(kind, step);
  return (
    <Mark kind="bad">
      <Span isBold>
        {t(`problem_kind.${kind}`)}
        {count !== null && <> ({count})</>}
      </Span>
      <Subtle>{t(`problem_kind.${kind}_cure`)}</Subtle>
      {detail !== null && <SmallSubtle>{t("overview.detail", { words: detail })}</SmallSubtle>}
      {cure !== null && (
        <RouteLink to={`/integrations/${id}/${cure.path}`}>
          {t("overview.fix", { place: t(cure.name) })}
        </RouteLink>
      )}
    </Mark>
  );
}

/** The page on which a problem is cured; null where none is. */
function cureOf(kind: IntegrationProblem["kind"], step: StepName | null) {
  if (kind === "ticket_fields_refused" || kind === "ticket_settings_unreadable")
    return { path: "tickets", name: "tickets.title" } as const;
  if (step === "agents") return { path: "agents", name: "agents.title" } as const;
  return step === null ? null : ({ path: `set-up#${step}`, name: `setup.${step}` } as const);
}
