import type { ReactNode } from "react";
import { styled } from "styled-components";
import { Hidden } from "./hidden.ts";
import { useKeptFocus } from "./use-kept-focus.ts";

const Main = styled.main<{ $fill: boolean }>`
  box-sizing: border-box;
  height: ${({ $fill }) => ($fill ? "100dvh" : "auto")};
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.sm};
  padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs} ${({ theme }) => theme.space.sm};
  min-width: 0;
`;

type Props = {
  title: string;
  /** As high as the frame: what does not fit scrolls inside. */
  fill?: boolean | undefined;
  children: ReactNode;
};

/** What every frame is: one main part under one heading, which Zendesk shows already. */
export function Page({ title, fill = false, children }: Props) {
  return (
    <Main ref={useKeptFocus()} $fill={fill}>
      <Hidden as="h1">{title}</Hidden>
      {children}
    </Main>
  );
}
