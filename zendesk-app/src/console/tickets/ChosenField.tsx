import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";

type Value = string | number;
type Props<V extends Value> = {
  label: string;
  /** Undefined: as usual. Null: none of them. */
  value: V | null | undefined;
  options: readonly { value: V; label: string }[];
  /** What leaving it as usual is called; null where that is no choice. */
  usual: string | null;
  none: string;
  onChange: (value: V | null | undefined) => void;
};

/** One of what Zendesk has, or none. One that is gone stays to be seen until another is chosen. */
export function ChosenField<V extends Value>(props: Props<V>) {
  const { label, value, options, usual, none, onChange } = props;
  const { t } = useI18n();
  const isGone = value != null && !options.some((option) => option.value === value);
  const all: { key: string; value: V | null | undefined; label: string }[] = [
    ...(usual === null ? [] : [{ key: "usual", value: undefined, label: usual }]),
    { key: "none", value: null, label: none },
    ...options.map((option) => ({ key: `=${option.value}`, ...option })),
    ...(isGone ? [{ key: `=${value}`, value, label: t("tickets.gone", { id: String(value) }) }] : []),
  ];
  return (
    <SelectField
      label={label}
      width={90}
      value={value === undefined ? "usual" : value === null ? "none" : `=${value}`}
      options={all.map((option) => ({ value: option.key, label: option.label }))}
      onChange={(key) => onChange(all.find((option) => option.key === key)?.value)}
    />
  );
}
