import { getColor } from "@zendeskgarden/react-theming";
import AlertIcon from "@zendeskgarden/svg-icons/src/16/alert-error-fill.svg";
import WarningIcon from "@zendeskgarden/svg-icons/src/16/alert-warning-fill.svg";
import CheckIcon from "@zendeskgarden/svg-icons/src/16/check-circle-fill.svg";
import DashIcon from "@zendeskgarden/svg-icons/src/16/dash-stroke.svg";
import type { ReactNode } from "react";
import { styled, type DefaultTheme } from "styled-components";

export type MarkKind = "good" | "warning" | "bad" | "none";

const icons = { good: CheckIcon, warning: WarningIcon, bad: AlertIcon, none: DashIcon };

/** As literal names: a test asks Garden for each. */
function colour(theme: DefaultTheme, kind: MarkKind): string {
  switch (kind) {
    case "good":
      return getColor({ theme, variable: "foreground.success" });
    case "warning":
      return getColor({ theme, variable: "foreground.warning" });
    case "bad":
      return getColor({ theme, variable: "foreground.danger" });
    case "none":
      return getColor({ theme, variable: "foreground.subtle" });
  }
}

const Line = styled.div<{ $kind: MarkKind }>`
  display: flex;
  gap: ${({ theme }) => theme.space.xs};
  min-width: 0;
  & > svg {
    flex: none;
    height: ${({ theme }) => theme.lineHeights.md};
    color: ${({ theme, $kind }) => colour(theme, $kind)};
  }
`;

const Words = styled.div`
  min-width: 0;
`;

/** Words with a figure of whether they are good news. */
export function Mark({ kind, children }: { kind: MarkKind; children: ReactNode }) {
  const Icon = icons[kind];
  return (
    <Line $kind={kind}>
      <Icon />
      <Words>{children}</Words>
    </Line>
  );
}
