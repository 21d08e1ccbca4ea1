import { Hidden } from "../../ui/hidden.ts";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { stepsOf } from "../setup/steps.ts";
import { Mark } from "../ui/Mark.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { RouteLink } from "../ui/route-link.ts";

const marks = { done: "good", todo: "none", broken: "bad" } as const;

/** What is left to do until calls reach tickets; gone when nothing is. */
export function Checklist() {
  const { t } = useI18n();
  const integration = useIntegration();
  const steps = stepsOf(integration);
  const undone = steps.filter(({ state }) => state === "todo").length;
  if (undone === 0) return null;
  return (
    <Section title={t("checklist.title")} lead={t("checklist.lead", { count: undone })}>
      <Stack as="ol" $gap="sm" style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {steps.map(({ name, state }) => (
          <li key={name}>
            <Mark kind={marks[state]}>
              {state === "done" ? (
                t(`setup.${name}`)
              ) : (
                <RouteLink to={`/integrations/${integration.id}/set-up#${name}`}>
                  {t(`setup.${name}`)}
                </RouteLink>
              )}
              <Hidden> {t(`setup.state_${state}`)}</Hidden>
            </Mark>
          </li>
        ))}
      </Stack>
    </Section>
  );
}
