import { Field, Hint, Label, Select } from "@zendeskgarden/react-forms";
import type { ReactNode } from "react";
import { styled } from "styled-components";

const Sized = styled.div<{ $width: number | null }>`
  max-width: ${({ theme, $width }) => ($width === null ? "none" : `${theme.space.base * $width}px`)};
`;

type Props<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  hint?: ReactNode;
  width?: number;
  disabled?: boolean;
};

/** One of a few values. */
export function SelectField<Value extends string>(props: Props<Value>) {
  const { label, value, onChange, options, hint, width, disabled = false } = props;
  return (
    <Sized $width={width ?? null}>
      <Field>
        <Label>{label}</Label>
        {hint !== undefined && <Hint>{hint}</Hint>}
        <Select
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      </Field>
    </Sized>
  );
}
