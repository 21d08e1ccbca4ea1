import { Checkbox, Field, Fieldset, Label } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import type { SettingFields } from "./set-setting.ts";

/** Stands for the number in a name. */
const placeholder = "{{number}}";
const example = "5503309";

/** Which unknown numbers become contacts, and what those are called. */
export function CreationFields({ values, set }: SettingFields) {
  const { t } = useI18n();
  const creates = values.createInbound || values.createOutbound;
  return (
    <Stack>
      <Fieldset>
        <Fieldset.Legend>{t("contacts.create_for")}</Fieldset.Legend>
        <Field>
          <Checkbox
            checked={values.createInbound}
            onChange={() => set("createInbound", !values.createInbound)}
          >
            <Label>{t("contacts.create_inbound")}</Label>
          </Checkbox>
        </Field>
        <Field>
          <Checkbox
            checked={values.createOutbound}
            onChange={() => set("createOutbound", !values.createOutbound)}
          >
            <Label>{t("contacts.create_outbound")}</Label>
          </Checkbox>
        </Field>
      </Fieldset>
      {creates && (
        <>
          <TextField
            label={t("contacts.name_template")}
            hint={t("contacts.name_template_hint", { placeholder })}
            maxLength={200}
            value={values.nameTemplate}
            onChange={(template) => set("nameTemplate", template)}
            error={values.nameTemplate.trim() === "" ? t("contacts.name_template_empty") : null}
          />
          <Subtle>
            {t("contacts.name_preview", {
              name: values.nameTemplate.replaceAll(placeholder, example),
            })}
          </Subtle>
          <TagField tags={values.tags} onChange={(tags) => set("tags", tags)} />
        </>
      )}
    </Stack>
  );
}

type TagProps = { tags: readonly string[]; onChange: (tags: string[]) => void };

/** Typed as words; what stands between them does not matter. */
function TagField({ tags, onChange }: TagProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && sameTags(tagsIn(typed), tags) ? typed : tags.join(" ");
  return (
    <TextField
      label={t("contacts.tags")}
      hint={t("contacts.tags_hint")}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(tagsIn(text));
      }}
    />
  );
}

function tagsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,"']+/).filter((tag) => tag !== ""))];
}

function sameTags(one: readonly string[], other: readonly string[]): boolean {
  return one.join(" ") === other.join(" ");
}
