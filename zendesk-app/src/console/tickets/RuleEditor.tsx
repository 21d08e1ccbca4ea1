import type { RuleAction, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { useEffect, useRef } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { Cluster } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { ActionLook } from "./ActionLook.tsx";
import { Conditions } from "./Conditions.tsx";
import { unsaid } from "./conditions.ts";
import { useEditing } from "./editing.tsx";
import { HoursField } from "./HoursField.tsx";
import { KindField } from "./KindField.tsx";
import { sampleOf, SampleProvider } from "./sample-call.tsx";

const Box = styled.fieldset`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.md};
  min-width: 0;
  margin: ${({ theme }) => theme.space.sm} 0 0;
  padding: ${({ theme }) => theme.space.md};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
`;

const Part = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.sm};
`;

const actions = ["create", "append", "record_only", "ignore"] as const;

type Props = {
  rule: TicketRule;
  onChange: (rule: TicketRule) => void;
  onDone: () => void;
  onCancel: () => void;
};

/** A rule, taken apart: of which calls, and what to do. What is changed shows in the sentence above at once. */
export function RuleEditor({ rule, onChange, onDone, onCancel }: Props) {
  const { t } = useI18n();
  const box = useRef<HTMLFieldSetElement>(null);
  const { tell } = useEditing();
  const { when, action } = rule;
  useEffect(() => {
    box.current?.querySelector("select")?.focus();
  }, []);

  return (
    <Box ref={box} aria-label={t("rules.editor")}>
      <Part>
        <KindField when={when} onChange={(next) => onChange({ ...rule, when: next })} />
        <Conditions when={when} onChange={(next) => onChange({ ...rule, when: next })} />
      </Part>
      <Part>
        <SelectField
          label={t("rules.then")}
          width={90}
          value={action.kind}
          options={actions.map((value) => ({ value, label: t(`rules.action_${value}`) }))}
          onChange={(kind) => onChange({ ...rule, action: actionOf(kind, action) })}
        />
        {action.kind === "append" && (
          <HoursField
            label={t("rules.within")}
            hint={t("rules.within_hint")}
            least={0.25}
            value={action.withinHours}
            onChange={(withinHours) => onChange({ ...rule, action: { ...action, withinHours } })}
          />
        )}
        {"ticket" in action && (
          <SampleProvider value={sampleOf(when)}>
            <ActionLook
              look={action.ticket}
              onChange={(ticket) => onChange({ ...rule, action: { ...action, ticket } })}
            />
          </SampleProvider>
        )}
      </Part>
      <TextField
        label={t("rules.name")}
        hint={t("rules.name_hint")}
        width={90}
        maxLength={200}
        value={rule.name}
        onChange={(name) => onChange({ ...rule, name })}
      />
      <Cluster>
        <Button isPrimary size="small" onClick={unsaid(when).length > 0 ? tell : onDone}>
          {t("rules.done")}
        </Button>
        <Button isBasic size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </Cluster>
    </Box>
  );
}

/** Another action keeps what the ticket was to be like. */
function actionOf(kind: RuleAction["kind"], before: RuleAction): RuleAction {
  const ticket = "ticket" in before ? before.ticket : {};
  if (kind === "create") return { kind, ticket };
  if (kind === "append") return { kind, withinHours: 24, ticket };
  return { kind };
}
