import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { IconButton } from "@zendeskgarden/react-buttons";
import { Item, Menu } from "@zendeskgarden/react-dropdowns";
import { Field, Label, Toggle } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import DownIcon from "@zendeskgarden/svg-icons/src/16/chevron-down-stroke.svg";
import UpIcon from "@zendeskgarden/svg-icons/src/16/chevron-up-stroke.svg";
import OverflowIcon from "@zendeskgarden/svg-icons/src/16/overflow-vertical-stroke.svg";
import PencilIcon from "@zendeskgarden/svg-icons/src/16/pencil-stroke.svg";
import type { KeyboardEvent, ReactNode } from "react";
import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle } from "../ui/text.ts";
import { Tip } from "../ui/Tip.tsx";
import { useEditing } from "./editing.tsx";
import { chosenBy } from "./menu.ts";
import { Sentence } from "./Sentence.tsx";
import { plain, sentenceOf } from "./sentence.ts";

const Row = styled.li`
  padding: ${({ theme }) => theme.space.sm} 0;
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
`;

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-start;
  justify-content: flex-end;
  gap: ${({ theme }) => theme.space.xs};
`;

const Words = styled.div<{ $off: boolean }>`
  flex: 1 1 ${({ theme }) => theme.space.base * 60}px;
  min-width: 0;
  overflow-wrap: anywhere;
  color: ${({ theme, $off }) =>
    getColor({ theme, variable: $off ? "foreground.subtle" : "foreground.default" })};
`;

const Buttons = styled.div`
  display: flex;
  flex: none;
  align-items: center;
`;

type Props = {
  rule: TicketRule;
  place: number;
  count: number;
  isOpen: boolean;
  onChange: (rule: TicketRule) => void;
  onMove: (by: 1 | -1) => void;
  onEdit: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
  /** The editor, while it is open. */
  children: ReactNode;
};

/** A rule as a sentence, with what can be done with it. Alt and an arrow move it. */
export function RuleRow(props: Props) {
  const { rule, place, count, isOpen, onChange, onMove, onEdit, onDuplicate, onDelete, children } = props;
  const { t } = useI18n();
  const { say } = useEditing();
  const pieces = sentenceOf(rule, say);
  const name = rule.name === "" ? plain(pieces) : rule.name;

  function hear(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  }

  return (
    <Row data-rule={rule.id} aria-label={t("rules.rule", { place })}>
      <Line onKeyDown={hear}>
        <Tabular aria-hidden>{place}.</Tabular>
        <Words $off={!rule.enabled}>
          {rule.name !== "" && <SmallSubtle tag="div">{rule.name}</SmallSubtle>}
          <Sentence pieces={pieces} />
        </Words>
        <Buttons>
          <Field>
            <Toggle checked={rule.enabled} onChange={() => onChange({ ...rule, enabled: !rule.enabled })}>
              <Label hidden>{t("rules.enabled", { name })}</Label>
            </Toggle>
          </Field>
          <Tip content={t("rules.up")}>
            <IconButton
              size="small"
              data-move="-1"
              disabled={place === 1}
              aria-label={t("rules.move_up", { name })}
              onClick={() => onMove(-1)}
            >
              <UpIcon />
            </IconButton>
          </Tip>
          <Tip content={t("rules.down")}>
            <IconButton
              size="small"
              data-move="1"
              disabled={place === count}
              aria-label={t("rules.move_down", { name })}
              onClick={() => onMove(1)}
            >
              <DownIcon />
            </IconButton>
          </Tip>
          <Tip content={t("rules.edit")}>
            <IconButton
              size="small"
              aria-expanded={isOpen}
              aria-label={t("rules.edit_rule", { name })}
              onClick={onEdit}
            >
              <PencilIcon />
            </IconButton>
          </Tip>
          <Menu
            placement="bottom-end"
            button={(button) => (
              <IconButton {...button} size="small" aria-label={t("rules.more", { name })}>
                <OverflowIcon />
              </IconButton>
            )}
            onChange={({ type, value }) => {
              if (!chosenBy(type)) return;
              if (value === "duplicate") onDuplicate();
              if (value === "delete") onDelete();
            }}
          >
            <Item value="duplicate" label={t("rules.duplicate")} />
            <Item value="delete" type="danger" label={t("rules.delete")} />
          </Menu>
        </Buttons>
      </Line>
      {children}
    </Row>
  );
}
