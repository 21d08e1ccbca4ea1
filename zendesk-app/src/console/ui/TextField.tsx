import { Field, Hint, Input, Label, Message } from "@zendeskgarden/react-forms";
import type { InputHTMLAttributes, ReactNode } from "react";
import { styled } from "styled-components";
import { focusOnce } from "../../ui/focus-once.ts";

const Sized = styled.div<{ $width: number | null }>`
  max-width: ${({ theme, $width }) => ($width === null ? "none" : `${theme.space.base * $width}px`)};
`;

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** In steps of Garden's grid; as wide as there is room when left out. */
  width?: number;
  /** The cursor is in it from the beginning. */
  startsFocused?: boolean;
} & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | "type"
  | "autoComplete"
  | "placeholder"
  | "required"
  | "inputMode"
  | "list"
  | "maxLength"
  | "name"
  | "readOnly"
>;

/** A labelled line to type in, with what helps and what is wrong. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  width,
  startsFocused = false,
  ...input
}: Props) {
  const wrong = error != null;
  return (
    <Sized $width={width ?? null}>
      <Field>
        <Label>{label}</Label>
        {hint !== undefined && <Hint>{hint}</Hint>}
        <Input
          value={value}
          onChange={(event) => onChange(event.target.value)}
          type="text"
          ref={startsFocused ? focusOnce : null}
          spellCheck={false}
          {...(wrong ? { validation: "error" as const } : {})}
          {...input}
        />
        {wrong && <Message validation="error">{error}</Message>}
      </Field>
    </Sized>
  );
}
