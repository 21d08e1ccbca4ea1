import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { ChosenField } from "./ChosenField.tsx";
import { CustomFields } from "./CustomFields.tsx";
import { useEditing } from "./editing.tsx";
import { JournalField } from "./JournalField.tsx";
import type { LookPart } from "./look-parts.ts";
import { TagsField } from "./TagsField.tsx";
import { TemplateField } from "./TemplateField.tsx";

const priorities = ["low", "normal", "high", "urgent"] as const;
const types = ["question", "incident", "problem", "task"] as const;
const assignees = ["nobody", "answered_by", "rang_last"] as const;

type Props = {
  part: LookPart;
  look: RuleLook;
  onChange: (look: RuleLook) => void;
  /** Of a rule, where what is left out stays as usual. */
  canBeUsual: boolean;
};

/** One thing that a ticket has. */
export function LookField({ part, look, onChange, canBeUsual }: Props) {
  const { t } = useI18n();
  const { page } = useEditing();
  const { choices } = page;
  const usual = canBeUsual ? t("look.as_usual") : null;
  const label = t(`look.${part}`);
  switch (part) {
    case "groupId":
    case "brandId":
    case "formId": {
      const named =
        { groupId: choices?.groups, brandId: choices?.brands, formId: choices?.forms }[part] ?? [];
      return (
        <ChosenField
          label={label}
          usual={usual}
          none={t("look.zendesk_chooses")}
          value={look[part]}
          options={named.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChange(set(look, part, value))}
        />
      );
    }
    case "priority":
      return (
        <ChosenField
          label={label}
          usual={usual}
          none={t("priority.none")}
          value={look.priority}
          options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          onChange={(value) => onChange(set(look, part, value))}
        />
      );
    case "type":
      return (
        <ChosenField
          label={label}
          usual={usual}
          none={t("ticket_type.none")}
          value={look.type}
          options={types.map((value) => ({ value, label: t(`ticket_type.${value}`) }))}
          onChange={(value) => onChange(set(look, part, value))}
        />
      );
    case "assignee":
      return (
        <SelectField
          label={label}
          width={90}
          value={look.assignee ?? "nobody"}
          options={assignees.map((value) => ({ value, label: t(`look.assignee_${value}`) }))}
          onChange={(assignee) => onChange({ ...look, assignee })}
        />
      );
    case "tags":
      return <TagsField tags={look.tags ?? []} onChange={(tags) => onChange({ ...look, tags })} />;
    case "subject":
      return (
        <TemplateField
          label={label}
          place="subject"
          value={look.subject ?? ""}
          onChange={(subject) => onChange({ ...look, subject })}
        />
      );
    case "journal":
      return (
        <JournalField journal={look.journal ?? null} onChange={(journal) => onChange({ ...look, journal })} />
      );
    case "public":
      return (
        <Field>
          <Checkbox
            checked={look.public === true}
            onChange={() => onChange({ ...look, public: look.public !== true })}
          >
            <Label>{t("look.visible")}</Label>
            <Hint>{t("look.visible_hint")}</Hint>
          </Checkbox>
        </Field>
      );
    case "customFields":
      return (
        <CustomFields
          fields={look.customFields ?? []}
          onChange={(customFields) => onChange({ ...look, customFields })}
        />
      );
  }
}

/** Undefined takes a part away: it is as usual then. */
function set(look: RuleLook, part: LookPart, value: unknown): RuleLook {
  const { [part]: _, ...rest } = look;
  return value === undefined ? rest : { ...rest, [part]: value };
}
