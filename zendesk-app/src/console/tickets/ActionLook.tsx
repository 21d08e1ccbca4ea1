import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import { IconButton } from "@zendeskgarden/react-buttons";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Tip } from "../ui/Tip.tsx";
import { AddMenu } from "./AddMenu.tsx";
import { useEditing } from "./editing.tsx";
import { begun, lookParts, usualParts, withoutPart, type LookPart } from "./look-parts.ts";
import { LookField } from "./LookField.tsx";
import { SharedVariables } from "./shared-variables.tsx";

const Pair = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 45}px, 1fr));
  gap: ${({ theme }) => theme.space.sm};
`;

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

/** Of several short texts, below which one list of the variables is enough. */
const sharing: ReadonlySet<LookPart> = new Set(["tags", "customFields"]);

type Props = { look: RuleLook; onChange: (look: RuleLook) => void };

/** What a rule's tickets have that others have not: group and priority at once, the rest when it is wanted. */
export function ActionLook({ look, onChange }: Props) {
  const { t } = useI18n();
  const { settings } = useEditing();
  const others = lookParts.filter((part) => !usualParts.includes(part));
  const there = others.filter((part) => look[part] !== undefined);
  const left = others.filter((part) => look[part] === undefined);
  const add = (part: LookPart): void =>
    onChange({ ...look, ...begun(part, settings.look, settings.subjects.inboundUnanswered) });
  const line = (part: LookPart) => (
    <Line key={part} data-part={part}>
      <div>
        <LookField part={part} look={look} onChange={onChange} canBeUsual={false} />
      </div>
      <Aside>
        <Tip content={t("look.leave_tip")}>
          <IconButton
            size="small"
            aria-label={t("look.leave_usual", { name: t(`look.${part}`) })}
            onClick={() => onChange(withoutPart(look, part))}
          >
            <XIcon />
          </IconButton>
        </Tip>
      </Aside>
    </Line>
  );
  return (
    <>
      <Pair>
        {usualParts.map((part) => (
          <LookField key={part} part={part} look={look} onChange={onChange} canBeUsual />
        ))}
      </Pair>
      {there.filter((part) => !sharing.has(part)).map(line)}
      {there.some((part) => sharing.has(part)) && (
        <SharedVariables>{there.filter((part) => sharing.has(part)).map(line)}</SharedVariables>
      )}
      <AddMenu
        label={t("look.set_more")}
        options={left.map((value) => ({ value, label: t(`look.${value}`) }))}
        onAdd={add}
      />
    </>
  );
}
