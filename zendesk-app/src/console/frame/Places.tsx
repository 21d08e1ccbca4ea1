import { getColor } from "@zendeskgarden/react-theming";
import { NavLink } from "react-router";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { useIntegration } from "./integration.tsx";

const List = styled.ul`
  position: sticky;
  top: ${({ theme }) => theme.space.md};
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xxs};
  margin: 0;
  padding: 0;
  list-style: none;
  @media (max-width: 860px) {
    position: static;
    flex-flow: row wrap;
  }
`;

const Place = styled(NavLink)`
  display: block;
  padding: ${({ theme }) => theme.space.xs} ${({ theme }) => theme.space.sm};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.default" })};
  text-decoration: none;
  &:hover {
    background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
  }
  &.active {
    background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
    color: ${({ theme }) => getColor({ theme, variable: "foreground.primary" })};
  }
`;

/** The pages of an integration. */
export function Places() {
  const { t } = useI18n();
  const { id } = useIntegration();
  const home = `/integrations/${id}`;
  const places = [
    [home, t("overview.title")],
    [`${home}/set-up`, t("setup.title")],
    [`${home}/agents`, t("agents.title")],
    [`${home}/contacts`, t("contacts.title")],
    [`${home}/tickets`, t("tickets.title")],
    [`${home}/screen-pop`, t("pop.title")],
    [`${home}/audit`, t("audit.title")],
  ] as const;
  return (
    <nav aria-label={t("frame.pages")}>
      <List>
        {places.map(([to, name]) => (
          <li key={to}>
            <Place to={to} end={to === home}>
              {name}
            </Place>
          </li>
        ))}
      </List>
    </nav>
  );
}
