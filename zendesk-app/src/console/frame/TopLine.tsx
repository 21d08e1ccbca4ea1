import { getColor } from "@zendeskgarden/react-theming";
import PhoneIcon from "@zendeskgarden/svg-icons/src/16/phone-call-in-stroke.svg";
import { Link, NavLink, useLocation } from "react-router";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SettingsMenu } from "./SettingsMenu.tsx";
import { useWho } from "./who.tsx";

const Line = styled.header`
  display: flex;
  flex: none;
  align-items: center;
  gap: ${({ theme }) => theme.space.md};
  box-sizing: border-box;
  height: ${({ theme }) => theme.space.base * 13}px;
  padding: 0 ${({ theme }) => theme.space.lg};
  @media (max-width: 600px) {
    gap: 0;
    padding: 0 ${({ theme }) => theme.space.sm};
  }
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.default" })};
  background: ${({ theme }) => getColor({ theme, variable: "background.default" })};
`;

const Brand = styled(Link)`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.default" })};
  font-size: ${({ theme }) => theme.fontSizes.lg};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  text-decoration: none;
  & svg {
    color: ${({ theme }) => getColor({ theme, variable: "foreground.primary" })};
  }
`;

const Links = styled.nav`
  display: flex;
  flex: 1;
  align-self: stretch;
  gap: ${({ theme }) => theme.space.xxs};
`;

const Place = styled(NavLink)`
  display: flex;
  align-items: center;
  padding: ${({ theme }) => theme.borderWidths.md} ${({ theme }) => theme.space.sm} 0;
  border-bottom: ${({ theme }) => theme.borderWidths.md} solid transparent;
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
  text-decoration: none;
  white-space: nowrap;
  &:hover {
    color: ${({ theme }) => getColor({ theme, variable: "foreground.primary" })};
  }
  &.active {
    border-bottom-color: ${({ theme }) => getColor({ theme, variable: "border.primaryEmphasis" })};
    color: ${({ theme }) => getColor({ theme, variable: "foreground.default" })};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
`;

/** Where one can go from everywhere. Inside Zendesk there is one integration, and Zendesk's own frame around it. */
export function TopLine() {
  const { t } = useI18n();
  const who = useWho();
  const { pathname } = useLocation();
  if (who.kind === "zendesk_admin") return null;
  return (
    <Line>
      <Brand to="/">
        <PhoneIcon />
        Deskline
      </Brand>
      <Links aria-label={t("frame.places")}>
        <Place to="/" end={!pathname.startsWith("/integrations/")}>
          {t("list.title")}
        </Place>
        <Place to="/audit">{t("audit.title")}</Place>
      </Links>
      <SettingsMenu />
    </Line>
  );
}
