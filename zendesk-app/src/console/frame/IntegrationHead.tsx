import { Breadcrumb } from "@zendeskgarden/react-breadcrumbs";
import { getColor } from "@zendeskgarden/react-theming";
import { LG } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { DisconnectMenu } from "../disconnect/DisconnectMenu.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { hostOf } from "../ui/host-of.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { RouteLink } from "../ui/route-link.ts";
import { StatusTag } from "../ui/StatusTag.tsx";
import { Cluster, Subtle } from "../ui/text.ts";
import { useIntegration } from "./integration.tsx";
import { PowerSwitch } from "./PowerSwitch.tsx";
import { useWho } from "./who.tsx";

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.lg};
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg};
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.default" })};
  @media (max-width: 700px) {
    padding: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.md};
  }
`;

const What = styled.div`
  min-width: 0;
`;

/** Which integration it is, how it is, and its switch. */
export function IntegrationHead() {
  const { t } = useI18n();
  const who = useWho();
  const { name, status, pbx, zendesk, lastEventAt } = useIntegration();
  const sides = [hostOf(pbx.url), zendesk.subdomain].filter((side) => side !== null);
  return (
    <Line>
      <What>
        {who.kind === "operator" && (
          <Breadcrumb aria-label={t("frame.trail")}>
            <RouteLink to="/">{t("list.title")}</RouteLink>
            <span>{name}</span>
          </Breadcrumb>
        )}
        <Cluster>
          <LG isBold tag="div">
            {name}
          </LG>
          <StatusTag status={status} />
        </Cluster>
        <Subtle>
          {sides.length > 0 && <>{sides.join(" ⇄ ")} · </>}
          {lastEventAt === null ? (
            t("frame.no_event")
          ) : (
            <>
              {t("frame.last_event")} <RelativeTime at={lastEventAt} />
            </>
          )}
        </Subtle>
      </What>
      <Cluster>
        <PowerSwitch />
        <DisconnectMenu />
      </Cluster>
    </Line>
  );
}
