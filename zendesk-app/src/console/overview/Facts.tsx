import { getColor } from "@zendeskgarden/react-theming";
import type { ReactNode } from "react";
import { styled } from "styled-components";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle } from "../ui/text.ts";

const Tiles = styled.dl`
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: ${({ theme }) => theme.space.md};
  margin: 0;
  @media (max-width: 1000px) {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
`;

const Tile = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xxs};
  padding: ${({ theme }) => theme.space.md};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
`;

const Value = styled.dd<{ $tone: "plain" | "good" | "bad" }>`
  margin: 0;
  font-size: ${({ theme }) => theme.fontSizes.xl};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  font-variant-numeric: tabular-nums;
  line-height: ${({ theme }) => theme.lineHeights.xl};
  color: ${({ theme, $tone }) =>
    $tone === "bad"
      ? getColor({ theme, variable: "foreground.danger" })
      : $tone === "good"
        ? getColor({ theme, variable: "foreground.success" })
        : getColor({ theme, variable: "foreground.default" })};
  @media (max-width: 600px) {
    font-size: ${({ theme }) => theme.fontSizes.lg};
  }
`;

/** The four that say whether it works. */
export function Facts() {
  const { t, locale } = useI18n();
  const { status, callsToday, ticketsToday, problems } = useIntegration();
  const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const tone = status === "connected" ? "good" : status === "reconnect_needed" ? "bad" : "plain";
  return (
    <Tiles>
      <Fact name={t("overview.status")} tone={tone}>
        {t(`status.${status}`)}
      </Fact>
      <Fact name={t("overview.calls")}>{figure(callsToday)}</Fact>
      <Fact name={t("overview.tickets")}>{figure(ticketsToday)}</Fact>
      <Fact name={t("overview.problems")} tone={problems.length > 0 ? "bad" : "plain"}>
        {figure(problems.length)}
      </Fact>
    </Tiles>
  );
}

function Fact(props: { name: string; tone?: "plain" | "good" | "bad"; children: ReactNode }) {
  const { name, tone = "plain", children } = props;
  return (
    <Tile>
      <SmallSubtle as="dt">{name}</SmallSubtle>
      <Value $tone={tone}>{children}</Value>
    </Tile>
  );
}
