import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import type { ReactNode } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "./BusyButton.tsx";
import { Failure } from "./Failure.tsx";
import { Cluster } from "./text.ts";

const Foot = styled.div`
  position: sticky;
  bottom: ${({ theme }) => theme.space.md};
  z-index: 2;
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
`;

const Bar = styled.section`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm};
  padding: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.md};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
  background: ${({ theme }) => getColor({ theme, variable: "background.raised" })};
  box-shadow: ${({ theme }) =>
    theme.shadows.lg("4px", "12px", getColor({ theme, variable: "shadow.medium" }))};
`;

type Props = {
  words: string;
  busy: boolean;
  disabled?: boolean;
  /** Why it could not be saved. */
  error?: unknown;
  /** What else can be done with the changes. */
  more?: ReactNode;
  onSave: () => void;
  onDiscard: () => void;
};

/** Follows while there is something to save; what went wrong follows too, wherever on the page somebody is. */
export function SaveBar({ words, busy, disabled = false, error, more, onSave, onDiscard }: Props) {
  const { t } = useI18n();
  return (
    <Foot>
      <Failure error={error} />
      <Bar aria-label={words}>
        <output>{words}</output>
        <Cluster>
          {more}
          <Button isBasic disabled={busy} onClick={onDiscard}>
            {t("discard")}
          </Button>
          <BusyButton isPrimary busy={busy} disabled={disabled} onClick={onSave}>
            {t("save")}
          </BusyButton>
        </Cluster>
      </Bar>
    </Foot>
  );
}
