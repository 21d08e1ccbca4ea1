import type { ConsoleExtension } from "@deskline/shared/admin-bindings";
import { defaultRangeExtractor } from "@tanstack/react-virtual";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { useEffect, useRef, type RefObject } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import type { Owners } from "./rows.ts";
import { useInSight } from "./use-in-sight.ts";
import { usePopupPlace } from "./use-popup-place.ts";

const optionHeight = 36;

const Popup = styled.div`
  position: fixed;
  z-index: 3;
  box-sizing: border-box;
  padding: ${({ theme }) => theme.space.xxs} 0;
  overflow-y: auto;
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.raised" })};
  box-shadow: ${({ theme }) =>
    theme.shadows.lg("4px", "12px", getColor({ theme, variable: "shadow.medium" }))};
`;

const Options = styled.div.attrs({ role: "listbox" })`
  position: relative;
`;

const Option = styled.div.attrs({ role: "option" })`
  position: absolute;
  inset-inline: 0;
  top: 0;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm};
  box-sizing: border-box;
  height: ${optionHeight}px;
  padding: 0 ${({ theme }) => theme.space.sm};
  white-space: nowrap;
  cursor: pointer;
  &[aria-selected="true"] {
    background: ${({ theme }) =>
      getColor({ theme, variable: "background.primaryEmphasis", transparency: theme.opacity[100] })};
  }
`;

const Cut = styled.span`
  overflow: hidden;
  text-overflow: ellipsis;
`;

const Owner = styled(SM).attrs({ tag: "span" })`
  overflow: hidden;
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
  text-overflow: ellipsis;
`;

const Nothing = styled.output`
  display: block;
  padding: ${({ theme }) => theme.space.xs} ${({ theme }) => theme.space.sm};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

/** Null takes the extension away. */
export type Choice = ConsoleExtension | null;

type Props = {
  id: string;
  field: RefObject<HTMLElement>;
  choices: readonly Choice[];
  active: number;
  owners: Owners;
  onActive: (index: number) => void;
  onChoose: (choice: Choice) => void;
};

/** Extensions to choose from; of thousands, those in sight are drawn. */
export function ChoiceList({ id, field, choices, active, owners, onActive, onChoose }: Props) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const place = usePopupPlace(field);
  const list = useInSight({
    scroller,
    count: choices.length,
    height: optionHeight,
    // The field names the active one, which must be there for that.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), active])].filter((index) => index < range.count),
  });
  useEffect(() => {
    if (active < choices.length) list.scrollToIndex(active);
  }, [list, active, choices.length]);

  return (
    <Popup
      ref={scroller}
      style={place}
      // The field keeps the focus, with which it would lose the list.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Options id={id} aria-label={t("bindings.choices")} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => (
          <Option
            key={index}
            id={`${id}-${index}`}
            aria-selected={index === active}
            aria-setsize={choices.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
            onMouseMove={() => onActive(index)}
            onClick={() => onChoose(choices[index] ?? null)}
          >
            <Words choice={choices[index] ?? null} owners={owners} />
          </Option>
        ))}
      </Options>
      {choices.length === 0 && <Nothing>{t("bindings.no_choice")}</Nothing>}
    </Popup>
  );
}

function Words({ choice, owners }: { choice: Choice; owners: Owners }) {
  const { t } = useI18n();
  if (choice === null) return <Cut>{t("bindings.none")}</Cut>;
  const [owner] = owners.get(choice.number) ?? [];
  return (
    <>
      <Cut>{labelOf(choice)}</Cut>
      {owner !== undefined && <Owner>{t("bindings.taken", { agent: owner.name })}</Owner>}
    </>
  );
}

export function labelOf({ number, name }: { number: string; name: string }): string {
  return name === "" || name === number ? number : `${number} · ${name}`;
}
