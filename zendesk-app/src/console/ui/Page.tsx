import { getColor } from "@zendeskgarden/react-theming";
import { XL } from "@zendeskgarden/react-typography";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigationType } from "react-router";
import { styled } from "styled-components";
import { useKeptFocus } from "../../ui/use-kept-focus.ts";
import { Cluster, Subtle } from "./text.ts";

const Box = styled.div<{ $wide: boolean }>`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.md};
  max-width: ${({ theme, $wide }) => theme.space.base * ($wide ? 320 : 240)}px;
  padding: ${({ theme }) => theme.space.lg};
  @media (max-width: 700px) {
    padding: ${({ theme }) => theme.space.md};
  }
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-start;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm};
`;

const Heading = styled(XL)`
  &:focus {
    outline: none;
  }
  &:focus-visible {
    box-shadow: ${({ theme }) => theme.shadows.sm(getColor({ theme, variable: "border.primaryEmphasis" }))};
    border-radius: ${({ theme }) => theme.borderRadii.md};
  }
`;

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode };

/** The main part of a page under its heading, which gets the focus when somebody comes here by a link. */
export function Page({ title, lead, actions, wide = false, children }: Props) {
  const heading = useRef<HTMLDivElement>(null);
  const came = useNavigationType();
  useEffect(() => {
    document.title = `${title} · Deskline`;
  }, [title]);
  useEffect(() => {
    if (came !== "POP") heading.current?.focus({ preventScroll: true });
    // Once: later movements inside the page leave the focus where it is.
    // oxlint-disable-next-line react/exhaustive-deps -- how somebody came is asked when they come
  }, []);
  return (
    <Box $wide={wide} ref={useKeptFocus() as React.RefObject<HTMLDivElement>}>
      <Head>
        <div>
          <Heading tag="h1" isBold tabIndex={-1} ref={heading}>
            {title}
          </Heading>
          {lead !== undefined && <Subtle>{lead}</Subtle>}
        </div>
        {actions !== undefined && <Cluster>{actions}</Cluster>}
      </Head>
      {children}
    </Box>
  );
}
