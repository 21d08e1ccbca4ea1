import { fewestLastDigits, mostLastDigits } from "@deskline/shared/admin-contacts";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { Stack } from "../ui/text.ts";
import { NumberFieldChoice } from "./NumberFieldChoice.tsx";
import type { SettingFields } from "./set-setting.ts";

const digits = Array.from({ length: mostLastDigits - fewestLastDigits + 1 }, (_, i) =>
  String(fewestLastDigits + i),
);
const policies = ["last_call", "last_updated", "nobody"] as const;

/** When two numbers are one, and who of several with the same one it is. */
export function MatchFields({ values, set }: SettingFields) {
  const { t } = useI18n();
  return (
    <Stack>
      <SelectField
        label={t("contacts.last_digits")}
        hint={t("contacts.last_digits_hint")}
        width={80}
        value={String(values.lastDigits)}
        options={digits.map((value) => ({ value, label: value }))}
        onChange={(value) => set("lastDigits", Number(value))}
      />
      <SelectField
        label={t("contacts.several")}
        hint={t("contacts.several_hint")}
        width={110}
        value={values.several}
        options={policies.map((value) => ({ value, label: t(`contacts.several_${value}`) }))}
        onChange={(value) => set("several", value)}
      />
      <NumberFieldChoice chosen={values.numberFields} onChange={(keys) => set("numberFields", keys)} />
    </Stack>
  );
}
