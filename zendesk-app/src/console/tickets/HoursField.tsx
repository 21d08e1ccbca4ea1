import { useState, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { TextField } from "../ui/TextField.tsx";

const most = 8760;

type Props = {
  label: string;
  hint?: ReactNode;
  value: number;
  least: number;
  onChange: (hours: number) => void;
};

/** A number of hours; what is none is told, and the last one holds. */
export function HoursField({ label, hint, value, least, onChange }: Props) {
  const { t } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const isRight = (text: string): boolean =>
    text.trim() !== "" && Number(text) >= least && Number(text) <= most;
  // What was discarded does not stay.
  const shown = typed !== null && (!isRight(typed) || Number(typed) === value) ? typed : String(value);
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      width={90}
      inputMode="decimal"
      value={shown}
      error={isRight(shown) ? null : t("tickets.hours_wrong", { least, most })}
      onChange={(text) => {
        setTyped(text);
        if (isRight(text)) onChange(Number(text));
      }}
    />
  );
}
