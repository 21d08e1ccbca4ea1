import { Fieldset } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { TextField } from "../ui/TextField.tsx";
import { Told } from "./told.ts";

const Pair = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.sm};
  & > * {
    flex: 1 1 ${({ theme }) => theme.space.base * 30}px;
    max-width: ${({ theme }) => theme.space.base * 43}px;
  }
`;

type Span = { min: number | null; max: number | null };
type Props = { label: string; span: Span; error: string | null; onChange: (span: Span) => void };

/** At least and at most so many seconds; either can be left out. */
export function SpanFields({ label, span, error, onChange }: Props) {
  const { t } = useI18n();
  return (
    <Fieldset isCompact data-wrong={error !== null}>
      <Fieldset.Legend>{label}</Fieldset.Legend>
      <Pair>
        {(["min", "max"] as const).map((end) => (
          <TextField
            key={end}
            label={t(`condition.${end}`)}
            inputMode="numeric"
            maxLength={6}
            value={span[end] === null ? "" : String(span[end])}
            onChange={(text) => {
              const digits = text.replaceAll(/\D/g, "");
              onChange({ ...span, [end]: digits === "" ? null : Number(digits) });
            }}
          />
        ))}
      </Pair>
      {error !== null && <Told validation="error">{error}</Told>}
    </Fieldset>
  );
}
