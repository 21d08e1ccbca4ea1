import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { IconButton } from "@zendeskgarden/react-buttons";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Tip } from "../ui/Tip.tsx";
import { AddMenu } from "./AddMenu.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { conditionNames, newConditions, type ConditionName } from "./conditions.ts";

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  gap: ${({ theme }) => theme.space.xs};
  & > :first-child {
    flex: 1;
    min-width: 0;
  }
`;

/** Beside the first line of what it takes away, which is its label. */
const Aside = styled.div`
  margin: -${({ theme }) => theme.space.base * 1.5}px 0;
`;

type Props = { when: RuleConditions; onChange: (when: RuleConditions) => void };

/** What else has to hold, added one by one. */
export function Conditions({ when, onChange }: Props) {
  const { t } = useI18n();
  const there = conditionNames.filter((name) => when[name] !== undefined);
  const left = conditionNames.filter((name) => when[name] === undefined);

  function remove(name: ConditionName): void {
    const { [name]: _, ...rest } = when;
    onChange(rest);
  }

  return (
    <>
      {there.map((name) => (
        <Line key={name} data-part={name}>
          <div>
            <ConditionField name={name} when={when} onChange={onChange} />
          </div>
          <Aside>
            <Tip content={t("rules.remove_tip")}>
              <IconButton
                size="small"
                aria-label={t("rules.remove_condition", { name: t(`condition.${name}`) })}
                onClick={() => remove(name)}
              >
                <XIcon />
              </IconButton>
            </Tip>
          </Aside>
        </Line>
      ))}
      <AddMenu
        label={t("rules.add_condition")}
        options={left.map((value) => ({ value, label: t(`condition.${value}`) }))}
        onAdd={(name) => onChange({ ...when, [name]: newConditions[name] })}
      />
    </>
  );
}
