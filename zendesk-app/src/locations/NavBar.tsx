import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { RunningCalls } from "../ui/RunningCalls.tsx";
import { Shell } from "../ui/Shell.tsx";
import { StateLine } from "../ui/StateLine.tsx";

/** Lines as long as they are read with ease, on a page that is as wide as the window. */
const Column = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.sm};
  max-width: ${({ theme }) => theme.breakpoints.sm};
`;

/** The app's own page in Zendesk: the agent's running call. */
export function NavBar() {
  const { t } = useI18n();
  return (
    <Shell title={t("title.calls")} rows={3}>
      {(me) => (
        <Column>
          <StateLine me={me} />
          <RunningCalls me={me} />
        </Column>
      )}
    </Shell>
  );
}
