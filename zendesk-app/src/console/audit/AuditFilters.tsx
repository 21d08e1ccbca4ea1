import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { actionNames } from "./actions.ts";

const Line = styled.search`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: ${({ theme }) => theme.space.md};
`;

export type ShownFilter = { actor: string; action: string; from: string; to: string };

type Props = { filter: ShownFilter; onChange: (filter: ShownFilter) => void };

/** Who, what and when; it is in the address, and so outlives a reload. */
export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useI18n();
  const actions = [
    { value: "", label: t("audit.any_action") },
    ...actionNames.map((value) => ({ value, label: t(`action.${value}`) })),
  ];
  return (
    <Line aria-label={t("audit.filter")}>
      <SelectField
        label={t("audit.action")}
        width={64}
        value={filter.action}
        options={actions}
        onChange={(action) => onChange({ ...filter, action })}
      />
      <TextField
        label={t("audit.actor")}
        width={50}
        value={filter.actor}
        onChange={(actor) => onChange({ ...filter, actor })}
      />
      <TextField
        label={t("audit.from")}
        type="date"
        width={44}
        value={filter.from}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <TextField
        label={t("audit.to")}
        type="date"
        width={44}
        value={filter.to}
        onChange={(to) => onChange({ ...filter, to })}
      />
    </Line>
  );
}
