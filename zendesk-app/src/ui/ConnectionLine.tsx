import { useQueryClient } from "@tanstack/react-query";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { useLiveState, useLostSince } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { LinkButton } from "./link-button.ts";
import { Status } from "./roles.ts";

const Line = styled(SM)`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.warning" })};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.warning" })};

  button {
    flex: none;
    font-size: inherit;
    white-space: nowrap;
  }
`;

/** Says that what is shown may be old, and since when. */
export function ConnectionLine() {
  const { t, format } = useI18n();
  const queries = useQueryClient();
  const lostSince = useLostSince();
  const live = useLiveState();
  const words =
    lostSince === null
      ? live === "lost" && t("service.not_live")
      : t("service.as_of", { time: format.time(lostSince) });
  return (
    <Status>
      {words !== false && (
        <Line tag="div">
          <span>{words}</span>
          <LinkButton onClick={() => void queries.invalidateQueries()}>{t("retry")}</LinkButton>
        </Line>
      )}
    </Status>
  );
}
