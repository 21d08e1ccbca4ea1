import type { RuleConditions } from "@deskline/shared/admin-tickets";
import { Button, IconButton } from "@zendeskgarden/react-buttons";
import { Item, Menu } from "@zendeskgarden/react-dropdowns";
import ChevronIcon from "@zendeskgarden/svg-icons/src/16/chevron-down-stroke.svg";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useRef } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { conditionNames, newConditions, type ConditionName } from "./conditions.ts";
import { chosenBy } from "./menu.ts";

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  gap: ${({ theme }) => theme.space.xs};
  & > :first-child {
    flex: 1;
    min-width: 0;
  }
`;

type Props = { when: RuleConditions; onChange: (when: RuleConditions) => void };

/** What else has to hold, added one by one. */
export function Conditions({ when, onChange }: Props) {
  const { t } = useI18n();
  const lines = useRef(new Map<ConditionName, HTMLDivElement>());
  const there = conditionNames.filter((name) => when[name] !== undefined);
  const left = conditionNames.filter((name) => when[name] === undefined);

  function add(name: ConditionName): void {
    onChange({ ...when, [name]: newConditions[name] });
    // The menu gives the focus back to its button first.
    setTimeout(() => lines.current.get(name)?.querySelector<HTMLElement>("select, input")?.focus());
  }

  function remove(name: ConditionName): void {
    const { [name]: _, ...rest } = when;
    onChange(rest);
  }

  return (
    <>
      {there.map((name) => (
        <Line
          key={name}
          ref={(line: HTMLDivElement | null) => {
            if (line !== null) lines.current.set(name, line);
          }}
        >
          <ConditionField name={name} when={when} onChange={onChange} />
          <IconButton
            size="small"
            aria-label={t("rules.remove_condition", { name: t(`condition.${name}`) })}
            onClick={() => remove(name)}
          >
            <XIcon />
          </IconButton>
        </Line>
      ))}
      {left.length > 0 && (
        <div>
          <Menu
            maxHeight="320px"
            button={(props) => (
              <Button {...props} size="small">
                {t("rules.add_condition")}
                <Button.EndIcon>
                  <ChevronIcon />
                </Button.EndIcon>
              </Button>
            )}
            onChange={({ type, value }) => {
              const name = left.find((one) => one === value);
              if (chosenBy(type) && name !== undefined) add(name);
            }}
          >
            {left.map((name) => (
              <Item key={name} value={name} label={t(`condition.${name}`)} />
            ))}
          </Menu>
        </div>
      )}
    </>
  );
}
