import type { TicketLook } from "@deskline/shared/admin-ticket-rules";
import type { TicketChoices } from "@deskline/shared/admin-tickets";
import { IconButton } from "@zendeskgarden/react-buttons";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { MD } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { AddMenu } from "./AddMenu.tsx";
import { useEditing } from "./editing.tsx";
import { TemplateField } from "./TemplateField.tsx";

type Fields = TicketLook["customFields"];
type Known = TicketChoices["customFields"][number];
type Props = { fields: Fields; onChange: (fields: Fields) => void };

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  gap: ${({ theme }) => theme.space.xs};
  & > :first-child {
    flex: 1;
  }
`;

/** Fields that an administrator of Zendesk has added. */
export function CustomFields({ fields, onChange }: Props) {
  const { t } = useI18n();
  const { page, say } = useEditing();
  const known = page.choices?.customFields ?? [];
  const left = known.filter(({ id }) => !fields.some((field) => field.id === id));
  return (
    <Stack $gap="sm">
      <MD tag="div" isBold>
        {t("look.customFields")}
      </MD>
      {fields.length === 0 && known.length === 0 && <Subtle>{t("look.no_fields")}</Subtle>}
      {fields.map(({ id, value }) => (
        <Line key={id} data-part={id}>
          <FieldValue
            label={say.names.field(id)}
            known={known.find((field) => field.id === id)}
            value={value}
            onChange={(next) =>
              onChange(fields.map((field) => (field.id === id ? { id, value: next } : field)))
            }
          />
          <IconButton
            size="small"
            aria-label={t("values.remove", { name: say.names.field(id) })}
            onClick={() => onChange(fields.filter((field) => field.id !== id))}
          >
            <XIcon />
          </IconButton>
        </Line>
      ))}
      <AddMenu
        label={t("look.add_field")}
        options={left.map(({ id, name }) => ({ value: String(id), label: name }))}
        onAdd={(value) => {
          const field = left.find(({ id }) => String(id) === value);
          if (field !== undefined)
            onChange([...fields, { id: field.id, value: field.options[0]?.value ?? "" }]);
        }}
      />
    </Stack>
  );
}

type ValueProps = {
  label: string;
  known: Known | undefined;
  value: string;
  onChange: (value: string) => void;
};

const ownText = "own";

/** Of a drop-down one of its values, or a text that comes to one; of any other field a text. */
function FieldValue({ label, known, value, onChange }: ValueProps) {
  const { t } = useI18n();
  const options = known?.options ?? [];
  const isOther = !options.some((option) => option.value === value);
  const [isOwn, setOwn] = useState(options.length > 0 && isOther);
  if (options.length === 0)
    return <TemplateField label={label} place="field" value={value} onChange={onChange} short />;
  const isText = isOwn || isOther;
  return (
    <Stack $gap="xs">
      <SelectField
        label={label}
        width={90}
        value={isText ? ownText : `=${value}`}
        options={[
          ...options.map((option) => ({ value: `=${option.value}`, label: option.name })),
          { value: ownText, label: t("look.own_text") },
        ]}
        onChange={(chosen) => {
          setOwn(chosen === ownText);
          if (chosen !== ownText) onChange(chosen.slice(1));
        }}
      />
      {isText && (
        <TemplateField
          label={t("look.own_text_of", { name: label })}
          hint={t("look.own_text_hint")}
          place="field"
          value={value}
          onChange={onChange}
          short
        />
      )}
    </Stack>
  );
}
