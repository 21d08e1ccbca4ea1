import { getColor } from "@zendeskgarden/react-theming";
import { XL } from "@zendeskgarden/react-typography";
import PhoneIcon from "@zendeskgarden/svg-icons/src/16/phone-call-in-stroke.svg";
import { useEffect, type ReactNode } from "react";
import { styled } from "styled-components";
import { LanguageLinks } from "./LanguageLinks.tsx";
import { Stack, Subtle } from "../ui/text.ts";

const Ground = styled.div`
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: ${({ theme }) => theme.space.lg};
  box-sizing: border-box;
  min-height: 100dvh;
  padding: 12vh ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg};
  background: ${({ theme }) => getColor({ theme, variable: "background.recessed" })};
`;

const Brand = styled.header`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
  font-size: ${({ theme }) => theme.fontSizes.xl};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  & svg {
    width: ${({ theme }) => theme.space.base * 6}px;
    height: ${({ theme }) => theme.space.base * 6}px;
    color: ${({ theme }) => getColor({ theme, variable: "foreground.primary" })};
  }
`;

const Card = styled.main`
  box-sizing: border-box;
  width: 100%;
  max-width: ${({ theme }) => theme.space.base * 110}px;
  padding: ${({ theme }) => theme.space.xl};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
  background: ${({ theme }) => getColor({ theme, variable: "background.default" })};
`;

/** What is seen before anybody is let in. */
export function Gateway({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Deskline`;
  }, [title]);
  return (
    <Ground>
      <Brand>
        <PhoneIcon />
        Deskline
      </Brand>
      <Card>
        <Stack>
          <div>
            <XL tag="h1" isBold>
              {title}
            </XL>
            {lead !== undefined && <Subtle>{lead}</Subtle>}
          </div>
          {children}
        </Stack>
      </Card>
      <LanguageLinks />
    </Ground>
  );
}
