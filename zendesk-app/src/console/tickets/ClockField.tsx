import { Field, Input, Label } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { styled } from "styled-components";
import { clockOf } from "./clock.ts";

const Sized = styled.div`
  width: ${({ theme }) => theme.space.base * 18}px;
`;

const Clock = styled(Input)`
  font-variant-numeric: tabular-nums;
`;

type Props = { label: string; value: string; isBegin: boolean; onChange: (value: string) => void };

/** A time of the day, which can be typed in a short form; what is none goes back to the last one. */
export function ClockField({ label, value, isBegin, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && clockOf(typed, isBegin) === null;
  return (
    <Sized>
      <Field>
        <Label hidden>{label}</Label>
        <Clock
          isCompact
          inputMode="numeric"
          maxLength={5}
          autoComplete="off"
          value={typed ?? value}
          onChange={({ target }) => {
            setTyped(target.value);
            const clock = clockOf(target.value, isBegin);
            if (clock !== null) onChange(clock);
          }}
          onBlur={() => setTyped(null)}
          {...(isWrong ? { validation: "error" as const } : {})}
        />
      </Field>
    </Sized>
  );
}
