import { useQuery } from "@tanstack/react-query";
import { getColor } from "@zendeskgarden/react-theming";
import { Outlet, useParams } from "react-router";
import { styled } from "styled-components";
import { Refused } from "../../api/problem.ts";
import { integrationQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { InTimeZone } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { IntegrationProvider } from "./integration.tsx";
import { IntegrationHead } from "./IntegrationHead.tsx";
import { NotFound } from "./NotFound.tsx";
import { Places } from "./Places.tsx";
import { ReconnectBanner } from "./ReconnectBanner.tsx";

const Columns = styled.div`
  display: flex;
  min-height: 100%;
  @media (max-width: 860px) {
    flex-direction: column;
  }
`;

const Column = styled.div`
  flex: 1;
  min-width: 0;
`;

const Aside = styled.div`
  flex: none;
  box-sizing: border-box;
  width: ${({ theme }) => theme.space.base * 56}px;
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.sm};
  border-right: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.default" })};
  @media (max-width: 860px) {
    width: auto;
    padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.sm} 0;
    border-right: 0;
    border-bottom: ${({ theme }) => theme.borders.sm}
      ${({ theme }) => getColor({ theme, variable: "border.default" })};
  }
`;

const Waiting = styled.div`
  padding: ${({ theme }) => theme.space.lg};
`;

/** One integration: what it is at the top, its pages at the side. */
export function IntegrationFrame() {
  const { id = "" } = useParams();
  // Forms of one integration are not to be shown over another.
  return <Loaded key={id} id={id} />;
}

function Loaded({ id }: { id: string }) {
  const { api } = useConsole();
  const { data, error, refetch } = useQuery(integrationQuery(api, id));
  if (data === undefined) {
    if (error instanceof Refused && error.status === 404) return <NotFound />;
    return (
      <Waiting>
        {error === null ? <Loading rows={6} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Waiting>
    );
  }
  return (
    <IntegrationProvider value={data}>
      <InTimeZone zone={data.timeZone}>
        <Columns>
          <Aside>
            <Places />
          </Aside>
          <Column>
            <IntegrationHead />
            <ReconnectBanner />
            <Outlet />
          </Column>
        </Columns>
      </InTimeZone>
    </IntegrationProvider>
  );
}
