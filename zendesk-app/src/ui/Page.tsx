import type { ReactNode } from "react";
import { styled } from "styled-components";
import { Hidden } from "./hidden.ts";

const Main = styled.main`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.sm};
  padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs} ${({ theme }) => theme.space.sm};
  min-width: 0;
`;

/** What every frame is: one main part under one heading, which Zendesk shows already. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Main>
      <Hidden as="h1">{title}</Hidden>
      {children}
    </Main>
  );
}
