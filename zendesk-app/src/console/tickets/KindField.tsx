import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { Checkbox, Field, Fieldset, Label } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { unsaid } from "./conditions.ts";
import { useEditing } from "./editing.tsx";
import { callKinds, kindOf, outcomes, withKind } from "./rule-kinds.ts";
import { Told } from "./told.ts";

const Choices = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.space.xxs} ${theme.space.md}`};
`;

const directions = ["inbound", "outbound"] as const;

type Props = { when: RuleConditions; onChange: (when: RuleConditions) => void };

/** Which calls: as people say it, or by direction and outcome. */
export function KindField({ when, onChange }: Props) {
  const { t } = useI18n();
  const { isTold } = useEditing();
  const [isOwn, setOwn] = useState(kindOf(when) === null);
  const kind = kindOf(when);
  const missing = isTold ? unsaid(when) : [];
  const shown = isOwn || kind === null ? "own" : kind;

  function flip<Value extends string>(
    all: readonly Value[],
    chosen: readonly Value[],
    value: Value,
  ): Value[] {
    return all.filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)));
  }

  return (
    <>
      <SelectField
        label={t("rules.when")}
        width={90}
        value={shown}
        options={[
          ...callKinds.map((value) => ({ value, label: t(`call_kind.${value}`) })),
          { value: "own" as const, label: t("call_kind.own") },
        ]}
        onChange={(value) => {
          setOwn(value === "own");
          if (value !== "own") onChange(withKind(when, value));
        }}
      />
      {shown === "own" && (
        <>
          <Fieldset isCompact data-wrong={missing.includes("directions")}>
            <Fieldset.Legend>{t("rules.directions")}</Fieldset.Legend>
            <Choices>
              {directions.map((value) => (
                <Field key={value}>
                  <Checkbox
                    checked={(when.directions ?? directions).includes(value)}
                    onChange={() =>
                      onChange({
                        ...when,
                        directions: flip(directions, when.directions ?? directions, value),
                      })
                    }
                  >
                    <Label>{t(`direction.${value}`)}</Label>
                  </Checkbox>
                </Field>
              ))}
            </Choices>
            {missing.includes("directions") && <Told validation="error">{t("rules.choose_one")}</Told>}
          </Fieldset>
          <Fieldset isCompact data-wrong={missing.includes("outcomes")}>
            <Fieldset.Legend>{t("rules.outcomes")}</Fieldset.Legend>
            <Choices>
              {outcomes.map((value) => (
                <Field key={value}>
                  <Checkbox
                    checked={(when.outcomes ?? outcomes).includes(value)}
                    onChange={() =>
                      onChange({ ...when, outcomes: flip(outcomes, when.outcomes ?? outcomes, value) })
                    }
                  >
                    <Label>{t(`outcome.${value}`)}</Label>
                  </Checkbox>
                </Field>
              ))}
            </Choices>
            {missing.includes("outcomes") && <Told validation="error">{t("rules.choose_one")}</Told>}
          </Fieldset>
        </>
      )}
    </>
  );
}
