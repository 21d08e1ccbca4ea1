import type { SampleCall } from "@deskline/shared/admin-ticket-preview";
import type { TemplatePlace } from "@deskline/shared/admin-ticket-templates";
import { Field, Hint, Label, Textarea } from "@zendeskgarden/react-forms";
import { useId, useRef, useState, type ReactNode } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Stack } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { fit } from "./fit.ts";
import { replaceAt } from "./mistake-place.ts";
import { Mistakes } from "./Mistakes.tsx";
import { putCursor } from "./put-cursor.ts";
import { useSampleCall } from "./sample-call.tsx";
import { Sample } from "./Sample.tsx";
import { useWriter } from "./shared-variables.tsx";
import { Variables } from "./Variables.tsx";

const Text = styled(Textarea)`
  font-family: ${({ theme }) => theme.fonts.mono};
`;

type Props = {
  label: string;
  place: TemplatePlace;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** Several fields share the list of variables around them. */
  short?: boolean;
  /** Of which call the sample is. */
  call?: SampleCall;
};

const longest: Record<TemplatePlace, number> = { subject: 1000, journal: 10_000, tag: 200, field: 2000 };

/** A text with variables: what is wrong with it at its place, and what it makes of a call. */
export function TemplateField({ label, place, value, onChange, hint, short = false, call }: Props) {
  const { t } = useI18n();
  const { checks } = useEditing();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const fitting = useSampleCall();
  const template = { place, text: value, call: call ?? fitting };
  const errors = checks(template)?.errors ?? [];
  const isLong = place === "journal";
  const [leftOut, setLeftOut] = useState(0);
  const write = useWriter(insert);

  function put(text: string, cursor: number): void {
    const fitting = fit(text, cursor, longest[place]);
    setLeftOut(fitting.leftOut);
    onChange(fitting.text);
  }

  function insert(piece: string): void {
    const from = field.current?.selectionStart ?? value.length;
    const to = field.current?.selectionEnd ?? from;
    put(replaceAt(value, from, to - from, piece), from + piece.length);
    putCursor(field, from + piece.length);
  }

  return (
    <Stack $gap="sm">
      <Field>
        <Label>{label}</Label>
        {hint !== undefined && <Hint>{hint}</Hint>}
        <Text
          ref={field}
          value={value}
          rows={isLong ? 8 : 1}
          minRows={isLong ? 8 : 1}
          maxRows={isLong ? 24 : 4}
          spellCheck={false}
          aria-describedby={`${id}-mistakes`}
          onFocus={write}
          onChange={({ target }) =>
            put(isLong ? target.value : target.value.replaceAll("\n", " "), target.selectionEnd)
          }
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isLong) event.preventDefault();
          }}
          {...(errors.length > 0 ? { validation: "error" as const } : {})}
        />
      </Field>
      <div id={`${id}-mistakes`} aria-live="polite">
        {leftOut > 0 && (
          <Mark kind="warning">{t("template.left_out", { count: leftOut, most: longest[place] })}</Mark>
        )}
        {errors.length > 0 ? (
          <Mistakes
            text={value}
            errors={errors}
            onReplace={(error, piece) => {
              onChange(replaceAt(value, error.at, error.length, piece));
              field.current?.focus();
            }}
          />
        ) : (
          <Sample {...template} label={t("template.sample")} />
        )}
      </div>
      {!short && <Variables place={place} onInsert={insert} />}
    </Stack>
  );
}
