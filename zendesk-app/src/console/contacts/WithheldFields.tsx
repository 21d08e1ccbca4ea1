import { Field, Fieldset, Hint, Label, Radio } from "@zendeskgarden/react-forms";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Stack } from "../ui/text.ts";
import { RequesterPicker } from "./RequesterPicker.tsx";
import type { SettingFields } from "./set-setting.ts";

const choices = ["fallback", "no_ticket"] as const;

/** What becomes of a call without a number. */
export function WithheldFields({ values, set }: SettingFields) {
  const { t } = useI18n();
  return (
    <Stack>
      <Fieldset>
        <Fieldset.Legend>{t("contacts.withheld_then")}</Fieldset.Legend>
        {choices.map((choice) => (
          <Field key={choice}>
            <Radio
              name="withheld"
              value={choice}
              checked={values.withheld === choice}
              onChange={() => set("withheld", choice)}
            >
              <Label>{t(`contacts.withheld_${choice}`)}</Label>
              <Hint>{t(`contacts.withheld_${choice}_text`)}</Hint>
            </Radio>
          </Field>
        ))}
      </Fieldset>
      {values.withheld === "fallback" && (
        <>
          <RequesterPicker
            requester={values.fallbackRequester}
            onChange={(requester) => set("fallbackRequester", requester)}
          />
          {values.fallbackRequester === null && (
            <Notice type="info" title={t("contacts.fallback_missing")}>
              {t("contacts.fallback_missing_text")}
            </Notice>
          )}
        </>
      )}
    </Stack>
  );
}
