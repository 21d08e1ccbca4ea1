import { Button } from "@zendeskgarden/react-buttons";
import { Field, Hint, Input, Label } from "@zendeskgarden/react-forms";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import { replaceAt } from "./mistake-place.ts";
import { putCursor } from "./put-cursor.ts";
import { useWriter } from "./shared-variables.tsx";
import { Told } from "./told.ts";

const Line = styled.div`
  display: flex;
  gap: ${({ theme }) => theme.space.xs};
  margin-top: ${({ theme }) => theme.space.xs};
`;

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
  margin: 0;
  padding: 0;
  list-style: none;
  & > li {
    max-width: 100%;
  }
`;

const Value = styled(Button)`
  max-width: 100%;
`;

const Cut = styled.span`
  overflow: hidden;
  text-overflow: ellipsis;
`;

type Props = {
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  hint?: ReactNode;
  error?: string | null;
  /** What can be chosen beside what is typed. */
  offered?: readonly { value: string; label: string }[];
  nameOf?: (value: string) => string;
  most?: number;
  longest?: number;
};

/** Several values, typed or chosen one by one. */
export function ValuesField(props: Props) {
  const { label, values, onChange, hint, error, offered = [], nameOf, most = 1000, longest = 40 } = props;
  const { t } = useI18n();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const write = useWriter(insert);

  function insert(piece: string): void {
    const from = input.current?.selectionStart ?? typed.length;
    const to = input.current?.selectionEnd ?? from;
    const text = replaceAt(typed, from, to - from, piece);
    if (text.length <= longest) setTyped(text);
    putCursor(input, from + piece.length);
  }

  function add(): void {
    const text = typed.trim();
    // Whoever types a name means what has it.
    const named = offered.find((one) => one.label.toLowerCase() === text.toLowerCase());
    const value = named?.value ?? text;
    if (value === "" || values.length >= most) return;
    if (!values.includes(value)) onChange([...values, value]);
    setTyped("");
  }

  function hear(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  }

  return (
    <Stack $gap="xs">
      <Field>
        <Label>{label}</Label>
        {hint !== undefined && <Hint>{hint}</Hint>}
        {/* Enter adds what is typed, and so does going elsewhere: nothing typed is lost. */}
        <Line onKeyDown={hear} onBlur={add}>
          <Input
            ref={input}
            onFocus={write}
            {...(offered.length === 0 ? {} : { list })}
            autoComplete="off"
            spellCheck={false}
            maxLength={longest}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            {...(error == null ? {} : { validation: "error" as const })}
          />
          <Button
            isNeutral
            disabled={typed.trim() === ""}
            onClick={add}
            aria-label={t("values.add", { label })}
          >
            {t("tickets.add")}
          </Button>
        </Line>
        {error != null && <Told validation="error">{error}</Told>}
      </Field>
      <datalist id={list}>
        {offered
          .filter(({ value }) => !values.includes(value))
          .map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
      </datalist>
      {values.length > 0 && (
        <List aria-label={label}>
          {values.map((value) => {
            const name = nameOf?.(value) ?? value;
            return (
              <li key={value}>
                <Value
                  size="small"
                  isPill
                  isNeutral
                  aria-label={t("values.remove", { name })}
                  onClick={() => onChange(values.filter((other) => other !== value))}
                >
                  <Cut>{name}</Cut>
                  <Button.EndIcon>
                    <XIcon />
                  </Button.EndIcon>
                </Value>
              </li>
            );
          })}
        </List>
      )}
    </Stack>
  );
}
