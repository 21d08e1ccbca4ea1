import { getColor } from "@zendeskgarden/react-theming";
import { MD, SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";

/** What explains something else. */
export const Subtle = styled(MD)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

export const SmallSubtle = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

/** What is as it should be. */
export const Good = styled(MD)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.success" })};
`;

/** Things below each other. */
export const Stack = styled.div<{ $gap?: "xs" | "sm" | "md" | "lg" }>`
  display: flex;
  flex-direction: column;
  gap: ${({ theme, $gap = "md" }) => theme.space[$gap]};
  min-width: 0;
`;

/** Things beside each other, on several lines where it is narrow. */
export const Cluster = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${({ theme }) => theme.space.sm};
`;

/** Lines that are no longer than can be read well. */
export const Measure = styled.div`
  max-width: ${({ theme }) => theme.space.base * 150}px;
`;
