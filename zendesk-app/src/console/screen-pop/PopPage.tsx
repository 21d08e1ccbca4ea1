import { IntegrationDetail } from "@deskline/shared/admin";
import { useQueryClient } from "@tanstack/react-query";
import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { Refused } from "../../api/problem.ts";
import { integrationQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Behind } from "../ui/Behind.tsx";
import { Page } from "../ui/Page.tsx";
import { SaveBar } from "../ui/SaveBar.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { Dispositions } from "./Dispositions.tsx";
import { PopRuleFields } from "./PopRuleFields.tsx";
import { usePopDraft } from "./use-pop-draft.ts";

/** When which record shows itself, what agents may change of that, and what a call can come to. */
export function PopPage() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id, popRules, agentsChoosePops, dispositions } = useIntegration();
  const draft = usePopDraft({ popRules, agentsChoosePops, dispositions });
  const { parts, set } = draft;
  const dirty = draft.changes > 0;
  useUnsaved(dirty);
  const queries = useQueryClient();
  const save = useChange(async (input: typeof draft.input) => {
    try {
      return await api.send("PATCH", `integrations/${id}`, input, IntegrationDetail);
    } catch (error) {
      if (isChangedElsewhere(error))
        await queries.refetchQueries({ queryKey: integrationQuery(api, id).queryKey, exact: true });
      throw error;
    }
  });

  async function run(): Promise<void> {
    const sent = draft.input;
    const now = await save.run(sent);
    if (now !== undefined) draft.dropSent(sent, now);
  }

  return (
    <Page title={t("pop.title")} lead={t("pop.lead")}>
      <Section title={t("pop.inbound")}>
        <PopRuleFields name="inbound" rule={parts.inbound} onChange={(inbound) => set("inbound", inbound)} />
      </Section>
      <Section title={t("pop.outbound")}>
        <PopRuleFields
          name="outbound"
          rule={parts.outbound}
          onChange={(outbound) => set("outbound", outbound)}
        />
      </Section>
      <Section title={t("pop.agents")}>
        <Field>
          <Checkbox
            checked={parts.agentsChoosePops}
            onChange={() => set("agentsChoosePops", !parts.agentsChoosePops)}
          >
            <Label>{t("pop.agents_choose")}</Label>
            <Hint>{t("pop.agents_choose_hint")}</Hint>
          </Checkbox>
        </Field>
      </Section>
      <Section title={t("pop.dispositions")} lead={t("pop.dispositions_lead")}>
        <Dispositions dispositions={parts.dispositions} onChange={(next) => set("dispositions", next)} />
      </Section>
      <Stack>
        {draft.isBehind && (
          <Behind
            title={t("pop.behind")}
            count={draft.changes}
            onKeep={draft.keepMine}
            onDrop={draft.reset}
          />
        )}
        {dirty && (
          <SaveBar
            error={isChangedElsewhere(save.error) ? null : save.error}
            words={t("unsaved.bar")}
            busy={save.running}
            disabled={draft.isBehind}
            onSave={() => void run()}
            onDiscard={() => draft.reset()}
          />
        )}
      </Stack>
    </Page>
  );
}

/** Somebody else has saved since the page was read. */
function isChangedElsewhere(error: unknown): boolean {
  return error instanceof Refused && error.code === "settings_changed";
}
