import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { CheckedValues } from "./CheckedValues.tsx";
import { unsaid, type ConditionName } from "./conditions.ts";
import { useEditing } from "./editing.tsx";
import { SpanFields } from "./SpanFields.tsx";
import { ValuesField } from "./ValuesField.tsx";

const contacts = ["known", "unknown", "vip"] as const;

type Props = {
  name: ConditionName;
  when: RuleConditions;
  onChange: (when: RuleConditions) => void;
};

/** One condition, with what it can be. */
export function ConditionField({ name, when, onChange }: Props) {
  const { t } = useI18n();
  const { page, settings, extensions, say, isTold } = useEditing();
  const label = t(`condition.${name}`);
  const error = isTold && unsaid(when).includes(name) ? t("rules.choose_one") : null;
  switch (name) {
    case "hours":
      return (
        <SelectField
          label={label}
          width={90}
          value={when.hours ?? "outside"}
          options={[
            { value: "outside", label: t("condition.outside") },
            { value: "inside", label: t("condition.inside") },
          ]}
          onChange={(hours) => onChange({ ...when, hours })}
        />
      );
    case "contacts":
      return (
        <CheckedValues
          label={label}
          error={error}
          values={when.contacts ?? []}
          options={contacts.map((value) => ({
            value,
            label: t(`condition.${value}`, { tag: settings.vipTag }),
          }))}
          onChange={(next) => onChange({ ...when, contacts: next })}
        />
      );
    case "agentGroups": {
      const groups = page.choices?.groups ?? [];
      const gone = (when.agentGroups ?? []).filter((id) => !groups.some((group) => group.id === id));
      return (
        <CheckedValues
          label={label}
          error={error}
          empty={t("tickets.no_groups")}
          values={when.agentGroups ?? []}
          options={[...groups.map(({ id }) => id), ...gone].map((value) => ({
            value,
            label: say.names.group(value),
          }))}
          onChange={(next) => onChange({ ...when, agentGroups: next })}
        />
      );
    }
    case "dids":
    case "groups":
    case "trunks":
      return (
        <ValuesField
          label={label}
          hint={t(`condition.${name}_hint`)}
          error={error}
          values={when[name] ?? []}
          longest={name === "trunks" ? 200 : 40}
          offered={page.known[name].map((one) => ({ value: one.value, label: one.name || one.value }))}
          onChange={(next) => onChange({ ...when, [name]: next })}
        />
      );
    case "extensions":
      return (
        <ValuesField
          label={label}
          hint={t("condition.extensions_hint")}
          error={error}
          values={when.extensions ?? []}
          offered={extensions}
          nameOf={say.names.extension}
          onChange={(next) => onChange({ ...when, extensions: next })}
        />
      );
    case "ringSeconds":
    case "talkSeconds":
      return (
        <SpanFields
          label={label}
          span={when[name] ?? { min: null, max: null }}
          error={error === null ? null : t("condition.span_wrong")}
          onChange={(span) => onChange({ ...when, [name]: span })}
        />
      );
  }
}
