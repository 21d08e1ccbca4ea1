import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { Subtle } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { filters, type Filter } from "./rows.ts";

const Line = styled.search`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: ${({ theme }) => theme.space.md};
`;

type Props = {
  text: string;
  filter: Filter;
  count: number;
  onText: (text: string) => void;
  onFilter: (filter: Filter) => void;
};

export function BindingFilters({ text, filter, count, onText, onFilter }: Props) {
  const { t } = useI18n();
  return (
    <Line aria-label={t("agents.title")}>
      <TextField label={t("bindings.search")} type="search" width={70} value={text} onChange={onText} />
      <SelectField
        label={t("bindings.filter")}
        width={50}
        value={filter}
        options={filters.map((value) => ({ value, label: t(`bindings.filter_${value}`) }))}
        onChange={onFilter}
      />
      <Subtle tag="output">{t("bindings.count", { count })}</Subtle>
    </Line>
  );
}
