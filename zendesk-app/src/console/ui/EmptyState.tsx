import { getColor } from "@zendeskgarden/react-theming";
import { LG } from "@zendeskgarden/react-typography";
import type { ComponentType, ReactNode, SVGProps } from "react";
import { styled } from "styled-components";
import { Subtle } from "./text.ts";

const Box = styled.div`
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxl} ${({ theme }) => theme.space.md};
  text-align: center;
`;

const Figure = styled.span`
  display: flex;
  align-items: center;
  justify-content: center;
  width: ${({ theme }) => theme.space.base * 14}px;
  height: ${({ theme }) => theme.space.base * 14}px;
  margin-bottom: ${({ theme }) => theme.space.xs};
  border-radius: 50%;
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
  & svg {
    width: ${({ theme }) => theme.space.base * 6}px;
    height: ${({ theme }) => theme.space.base * 6}px;
  }
`;

const Text = styled(Subtle)`
  max-width: ${({ theme }) => theme.space.base * 120}px;
`;

const Actions = styled.div`
  margin-top: ${({ theme }) => theme.space.sm};
`;

type Props = {
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

/** Says in words what is not there yet, and how it comes. */
export function EmptyState({ icon: Icon, title, children, action }: Props) {
  return (
    <Box>
      <Figure>
        <Icon />
      </Figure>
      <LG tag="h2" isBold>
        {title}
      </LG>
      {children !== undefined && <Text>{children}</Text>}
      {action !== undefined && <Actions>{action}</Actions>}
    </Box>
  );
}
