import { getColor } from "@zendeskgarden/react-theming";
import { createGlobalStyle } from "styled-components";

/** What the page itself looks like beneath all components. */
export const Ground = createGlobalStyle`
  html,
  body {
    background: ${({ theme }) => getColor({ theme, variable: "background.default" })};
    color: ${({ theme }) => getColor({ theme, variable: "foreground.default" })};
    color-scheme: ${({ theme }) => theme.colors.base};
    font-family: ${({ theme }) => theme.fonts.system};
    font-size: ${({ theme }) => theme.fontSizes.md};
    line-height: ${({ theme }) => theme.lineHeights.md};
    overflow-wrap: anywhere;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      scroll-behavior: auto !important;
      transition-duration: 1ms !important;
    }
  }
`;
