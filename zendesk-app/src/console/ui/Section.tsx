import { getColor } from "@zendeskgarden/react-theming";
import { LG } from "@zendeskgarden/react-typography";
import { useId, type ReactNode } from "react";
import { styled } from "styled-components";
import { Subtle } from "./text.ts";

const Box = styled.section`
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg};
  min-width: 0;
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm};
  margin-bottom: ${({ theme }) => theme.space.sm};
`;

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** One subject of a page in a frame of its own. */
export function Section({ title, lead, actions, children }: Props) {
  const id = useId();
  return (
    <Box aria-labelledby={id}>
      <Head>
        <div>
          <LG tag="h2" id={id} isBold>
            {title}
          </LG>
          {lead !== undefined && <Subtle>{lead}</Subtle>}
        </div>
        {actions}
      </Head>
      {children}
    </Box>
  );
}
