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
  display: grid;
  grid-template-columns: minmax(0, 1fr) max-content;
  align-items: center;
  gap: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.lg};
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg};
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.default" })};
  @media (max-width: 700px) {
    padding: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.md};
  }
`;

/** Long names take several lines. */
const Trail = styled(Breadcrumb)`
  min-width: 0;
  & ol {
    flex-wrap: wrap;
  }
  & li {
    white-space: normal;
  }
`;

/** Which integration it is, how it is, and its switch. */
export function IntegrationHead() {
  const { t } = useI18n();
  const who = useWho();
  const { name, status, pbx, zendesk, lastEventAt } = useIntegration();
  const sides = [hostOf(pbx.url), zendesk.subdomain].filter((side) => side !== null);
  const title = (
    <LG isBold tag="span">
      {name}
    </LG>
  );
  return (
    <Line>
      <div>
        <Cluster>
          {who.kind === "operator" ? (
            <Trail aria-label={t("frame.trail")}>
              <RouteLink to="/">{t("list.title")}</RouteLink>
              {title}
            </Trail>
          ) : (
            title
          )}
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
      </div>
      <Cluster>
        <PowerSwitch />
        <DisconnectMenu />
      </Cluster>
    </Line>
  );
}
