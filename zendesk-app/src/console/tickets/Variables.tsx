import { templateVariables, type TemplatePlace } from "@deskline/shared/admin-ticket-templates";
import { Button } from "@zendeskgarden/react-buttons";
import { Code, SM } from "@zendeskgarden/react-typography";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";

const List = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

const Name = styled(Button)`
  font-family: ${({ theme }) => theme.fonts.mono};
`;

const shapes = ['{{number | or "…"}}', "{{contact | upper}}", "{{#if did}}…{{else}}…{{/if}}"];
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

type Props = {
  place: TemplatePlace;
  /** Where several fields share the list. */
  title?: string;
  onInsert: (text: string) => void;
};

/** What can be put into a template: one stop of the Tab key, the arrows go on from there. */
export function Variables({ place, title, onInsert }: Props) {
  const { t } = useI18n();
  const id = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const names = templateVariables.filter((name) => name !== "journal" || place === "journal");

  function steer(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (active + step + names.length) % names.length;
    setActive(next);
    list.current?.querySelectorAll("button")[next]?.focus();
  }

  const shown = names[active] ?? names[0];
  return (
    <Stack $gap="xs">
      <SM tag="div" id={id} isBold>
        {title ?? t("template.variables")}
      </SM>
      <List role="toolbar" aria-labelledby={id} ref={list} onKeyDown={steer}>
        {names.map((name, index) => (
          <Name
            key={name}
            size="small"
            isNeutral
            tabIndex={index === active ? 0 : -1}
            aria-describedby={`${id}-about`}
            onFocus={() => setActive(index)}
            onMouseEnter={() => setActive(index)}
            // Whoever points here has not left the field yet, where leaving ends what is typed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onInsert(`{{${name}}}`)}
          >
            {name}
          </Name>
        ))}
      </List>
      <SmallSubtle tag="div" id={`${id}-about`}>
        {shown !== undefined && (
          <>
            <Code size="small">{`{{${shown}}}`}</Code> {t(`variable.${shown}`)}
          </>
        )}
      </SmallSubtle>
      <SmallSubtle tag="div">
        {t("template.shapes")}{" "}
        {shapes.map((shape) => (
          <span key={shape}>
            <Code size="small">{shape}</Code>{" "}
          </span>
        ))}
      </SmallSubtle>
    </Stack>
  );
}
