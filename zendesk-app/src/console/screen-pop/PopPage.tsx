import { IntegrationDetail } from "@deskline/shared/admin";
import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Page } from "../ui/Page.tsx";
import { SaveBar } from "../ui/SaveBar.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { useDraft } from "../ui/use-draft.ts";
import { Dispositions } from "./Dispositions.tsx";
import { PopRuleFields } from "./PopRuleFields.tsx";

/** When which record shows itself, what agents may change of that, and what a call can come to. */
export function PopPage() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, popRules, agentsChoosePops, dispositions } = useIntegration();
  const draft = useDraft({ popRules, agentsChoosePops, dispositions });
  const { values, set } = draft;
  useUnsaved(draft.dirty);
  const save = useChange((input: typeof draft.changes) =>
    api.send("PATCH", `integrations/${id}`, input, IntegrationDetail),
  );

  async function run(): Promise<void> {
    if ((await save.run(draft.changes)) !== undefined) draft.reset();
  }

  return (
    <Page title={t("pop.title")} lead={t("pop.lead")}>
      <Section title={t("pop.inbound")}>
        <PopRuleFields
          name="inbound"
          rule={values.popRules.inbound}
          onChange={(inbound) => set("popRules", { ...values.popRules, inbound })}
        />
      </Section>
      <Section title={t("pop.outbound")}>
        <PopRuleFields
          name="outbound"
          rule={values.popRules.outbound}
          onChange={(outbound) => set("popRules", { ...values.popRules, outbound })}
        />
      </Section>
      <Section title={t("pop.agents")}>
        <Field>
          <Checkbox
            checked={values.agentsChoosePops}
            onChange={() => set("agentsChoosePops", !values.agentsChoosePops)}
          >
            <Label>{t("pop.agents_choose")}</Label>
            <Hint>{t("pop.agents_choose_hint")}</Hint>
          </Checkbox>
        </Field>
      </Section>
      <Section title={t("pop.dispositions")} lead={t("pop.dispositions_lead")}>
        <Dispositions dispositions={values.dispositions} onChange={(next) => set("dispositions", next)} />
      </Section>
      <Stack>
        <Failure error={save.error} />
        {draft.dirty && (
          <SaveBar
            words={t("unsaved.bar")}
            busy={save.running}
            onSave={() => void run()}
            onDiscard={() => draft.reset()}
          />
        )}
      </Stack>
    </Page>
  );
}
