import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { useEffect, useRef } from "react";
import { styled, type DefaultTheme } from "styled-components";
import { useNumberFormat } from "../../calls/use-number.ts";
import { useI18n, type Translate } from "../../i18n/i18n.tsx";
import { Tabular } from "../../ui/tabular.ts";
import type { Suggestion } from "./core/suggestions.ts";

const List = styled.div.attrs({ role: "listbox" })`
  flex: 1;
  min-height: 0;
  overflow-y: auto;
`;

/** As Garden's own lists show what is chosen. */
function tint(theme: DefaultTheme, opacity: 100 | 200): string {
  return getColor({ theme, variable: "background.primaryEmphasis", transparency: theme.opacity[opacity] });
}

const Option = styled.div.attrs({ role: "option" })<{ $chosen: boolean }>`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme, $chosen }) => ($chosen ? tint(theme, 200) : "transparent")};
  cursor: pointer;

  &:hover {
    background: ${({ theme, $chosen }) => tint(theme, $chosen ? 200 : 100)};
  }
`;

const Subtle = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Kind = styled(Subtle)`
  flex: none;
`;

type Props = {
  id: string;
  suggestions: Suggestion[];
  chosen: number | null;
  onChoose: (index: number) => void;
};

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** Whom the text may mean; the focus stays in the field. */
export function SuggestionList({ id, suggestions, chosen, onChoose }: Props) {
  const { t } = useI18n();
  const format = useNumberFormat();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== null) list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <List ref={list} id={id} aria-label={t("dial.suggestions")}>
      {suggestions.map((one, index) => (
        <Option
          key={one.key}
          id={optionId(id, index)}
          $chosen={chosen === index}
          aria-selected={chosen === index}
          // The field keeps the focus, and what is typed goes on.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <div>
            {one.name === "" ? <Tabular>{format(one.number)}</Tabular> : one.name}
            {one.name !== "" && (
              <Subtle>
                <Tabular>{format(one.number)}</Tabular>
              </Subtle>
            )}
          </div>
          <Kind>{kindOf(t, one)}</Kind>
        </Option>
      ))}
    </List>
  );
}

function kindOf(t: Translate, { kind, phone }: Suggestion): string {
  switch (kind) {
    case "recent":
      return t("dial.recent");
    case "person":
      return t("dial.contact");
    case "extension":
      return t(`state.${phone ?? "unknown"}`);
  }
}
