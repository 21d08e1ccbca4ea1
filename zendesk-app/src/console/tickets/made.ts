import { getColor } from "@zendeskgarden/react-theming";
import { styled } from "styled-components";

/** What a template makes of a call: a line, or several. */
export const Made = styled.div<{ $lines: boolean }>`
  padding: ${({ theme, $lines }) => ($lines ? theme.space.sm : `${theme.space.xxs} ${theme.space.xs}`)};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
  font-size: ${({ theme }) => theme.fontSizes.md};
  line-height: ${({ theme }) => theme.lineHeights.md};
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;
