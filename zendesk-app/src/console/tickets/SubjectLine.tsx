import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { Button } from "@zendeskgarden/react-buttons";
import { Checkbox, Field, Label } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import { useId } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { useEditing } from "./editing.tsx";
import { Sample } from "./Sample.tsx";
import { TemplateField } from "./TemplateField.tsx";

type SubjectName = keyof TicketSettings["subjects"];

const Box = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xs} 0;
  font-size: ${({ theme }) => theme.fontSizes.md};
  line-height: ${({ theme }) => theme.lineHeights.md};
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
  &:last-child {
    border-bottom: 0;
  }
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
`;

const Indented = styled.div<{ $deep: boolean }>`
  padding-left: ${({ theme, $deep }) => ($deep ? theme.space.base * 6 : 0)}px;
`;

type Props = {
  name: SubjectName;
  /** Whether such calls become tickets; left out where that is no question. */
  choice?: { checked: boolean; onToggle: () => void };
};

/** A kind of call that can become a ticket, and what the subject of that is. */
export function SubjectLine({ name, choice }: Props) {
  const { t } = useI18n();
  const { settings, change, opened, open } = useEditing();
  const id = useId();
  const isOpen = opened === name;
  const text = settings.subjects[name];
  const kind = t(`choices.${name}`);
  return (
    <Box>
      <Head>
        {choice === undefined ? (
          kind
        ) : (
          <Field>
            <Checkbox checked={choice.checked} onChange={choice.onToggle}>
              <Label>{kind}</Label>
            </Checkbox>
          </Field>
        )}
        <Button
          isLink
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={t(isOpen ? "choices.done_subject" : "choices.change_subject", { kind })}
          onClick={() => open(isOpen ? null : name)}
        >
          {t(isOpen ? "rules.done" : "choices.change")}
        </Button>
      </Head>
      <Indented id={id} $deep={choice !== undefined}>
        {isOpen ? (
          <TemplateField
            label={t("look.subject")}
            place="subject"
            call={name}
            value={text}
            onChange={(next) => change((now) => ({ subjects: { ...now.subjects, [name]: next } }))}
          />
        ) : (
          <Sample place="subject" call={name} text={text} />
        )}
      </Indented>
    </Box>
  );
}
