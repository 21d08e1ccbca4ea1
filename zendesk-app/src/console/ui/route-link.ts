import { getColor } from "@zendeskgarden/react-theming";
import { Link } from "react-router";
import { styled } from "styled-components";

/** A link to a page of the console, looking as Garden's anchor does. */
export const RouteLink = styled(Link)`
  border-radius: ${({ theme }) => theme.borderRadii.sm};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.primary" })};
  text-decoration: underline;
  &:hover {
    color: ${({ theme }) =>
      getColor({ theme, variable: "foreground.primary", dark: { offset: -200 }, light: { offset: 200 } })};
  }
  &:focus-visible {
    outline: ${({ theme }) => theme.borders.md}
      ${({ theme }) => getColor({ theme, variable: "border.primaryEmphasis" })};
    outline-offset: 2px;
  }
`;
