import { Alert, Title } from "@zendeskgarden/react-notifications";
import type { ReactNode } from "react";
import { styled } from "styled-components";

const Text = styled.div`
  margin-top: ${({ theme }) => theme.space.xxs};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xs};
  margin-top: ${({ theme }) => theme.space.sm};
`;

type Props = {
  type: "success" | "warning" | "error" | "info";
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
};

/** What happened, why, and what to do about it. */
export function Notice({ type, title, children, actions }: Props) {
  return (
    <Alert type={type} role={type === "error" ? "alert" : "status"}>
      <Title>{title}</Title>
      {children !== undefined && <Text>{children}</Text>}
      {actions !== undefined && <Actions>{actions}</Actions>}
    </Alert>
  );
}
