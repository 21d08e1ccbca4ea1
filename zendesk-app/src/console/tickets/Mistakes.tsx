import type { TemplateError } from "@deskline/shared/admin-ticket-templates";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { quote } from "./mistake-place.ts";

const List = styled(Stack).attrs({ as: "ul" })`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Excerpt = styled.code`
  font-family: ${({ theme }) => theme.fonts.mono};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;

const Piece = styled.mark`
  background: ${({ theme }) => getColor({ theme, variable: "background.danger" })};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.danger" })};
  text-decoration: underline wavy;
`;

type Props = {
  text: string;
  errors: readonly TemplateError[];
  /** Puts right what was perhaps meant otherwise. */
  onReplace: (error: TemplateError, piece: string) => void;
};

/** What is wrong with a template, each quoted at its place. */
export function Mistakes({ text, errors, onReplace }: Props) {
  const { t } = useI18n();
  return (
    <List $gap="xs">
      {errors.map((error) => {
        const { line, column, before, piece, after } = quote(text, error.at, error.length);
        const { suggestion } = error;
        return (
          <li key={`${error.kind} ${error.at}`}>
            <Mark kind="bad">
              <div>{t(`template.${error.kind}`, { name: error.name ?? piece })}</div>
              <Excerpt>
                {before}
                <Piece>{piece}</Piece>
                {after}
              </Excerpt>
              <SmallSubtle tag="div">
                {text.includes("\n")
                  ? t("template.at_line", { line, column })
                  : t("template.at_column", { column })}
              </SmallSubtle>
              {suggestion !== null && (
                <Button isLink size="small" onClick={() => onReplace(error, suggestion)}>
                  {t("template.suggestion", { name: suggestion })}
                </Button>
              )}
            </Mark>
          </li>
        );
      })}
    </List>
  );
}
