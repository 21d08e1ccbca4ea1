import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { MD, SM } from "@zendeskgarden/react-typography";
import type { ReactNode } from "react";
import { styled } from "styled-components";

const Box = styled.div`
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: ${({ theme }) => theme.space.xxs};
  padding: ${({ theme }) => theme.space.sm} 0;
`;

const Text = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Action = styled(Button)`
  margin-top: ${({ theme }) => theme.space.xs};
`;

type Props = {
  title: string;
  children?: ReactNode;
  action?: { label: string; onClick: () => void } | undefined;
};

/** Says in words what is not there, why, and what to do. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <Box>
      <MD isBold>{title}</MD>
      {children !== undefined && <Text>{children}</Text>}
      {action !== undefined && (
        <Action size="small" onClick={action.onClick}>
          {action.label}
        </Action>
      )}
    </Box>
  );
}
