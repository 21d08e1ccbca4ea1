import { Button } from "@zendeskgarden/react-buttons";
import { useRef } from "react";
import { styled } from "styled-components";
import { useI18n } from "../../i18n/i18n.tsx";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const holdMs = 600;

const Grid = styled.div.attrs({ role: "group" })`
  display: grid;
  grid-template-columns: repeat(3, 1fr);
  gap: ${({ theme }) => theme.space.xxs};
  direction: ltr; /* as on every telephone */
`;

const Key = styled(Button)`
  font-size: ${({ theme }) => theme.fontSizes.lg};
  font-variant-numeric: tabular-nums;
  touch-action: manipulation;
`;

/** The keys of a telephone; holding 0 makes a plus. */
export function Keypad({ onKey }: { onKey: (key: string) => void }) {
  const { t } = useI18n();
  const held = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  function hold(): void {
    held.current = false;
    timer.current = setTimeout(() => {
      held.current = true;
      onKey("+");
    }, holdMs);
  }

  return (
    <Grid aria-label={t("dial.keypad")}>
      {keys.map((key) => (
        <Key
          key={key}
          isNeutral
          {...(key === "0" ? { onPointerDown: hold, onPointerUp: () => clearTimeout(timer.current) } : {})}
          onPointerLeave={() => clearTimeout(timer.current)}
          onClick={() => {
            if (!held.current) onKey(key);
            held.current = false;
          }}
        >
          {key}
        </Key>
      ))}
    </Grid>
  );
}
