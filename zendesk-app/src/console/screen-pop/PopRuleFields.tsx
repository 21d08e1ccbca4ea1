import type { PopRule } from "@deskline/shared/app";
import { styled } from "styled-components";
import type { z } from "zod";
import { useI18n } from "../i18n/i18n.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { Subtle } from "../ui/text.ts";

type Rule = z.infer<typeof PopRule>;

const Pair = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 60}px, 1fr));
  gap: ${({ theme }) => theme.space.md};
  margin-bottom: ${({ theme }) => theme.space.sm};
`;

const moments = ["ring", "answer", "end", "never"] as const;
const targets = ["ticket", "profile", "new_ticket"] as const;

type Props = { name: "inbound" | "outbound"; rule: Rule; onChange: (rule: Rule) => void };

/** When it shows itself and what, with the sentence that comes of it. */
export function PopRuleFields({ name, rule, onChange }: Props) {
  const { t } = useI18n();
  return (
    <>
      <Pair>
        <SelectField
          label={t("pop.when")}
          value={rule.when}
          options={moments.map((value) => ({ value, label: t(`pop.when_${value}`) }))}
          onChange={(when) => onChange({ ...rule, when })}
        />
        <SelectField
          label={t("pop.open")}
          value={rule.open}
          disabled={rule.when === "never"}
          options={targets.map((value) => ({ value, label: t(`pop.open_${value}`) }))}
          onChange={(open) => onChange({ ...rule, open })}
        />
      </Pair>
      <Subtle>{rule.when === "never" ? t(`pop.${name}_never`) : t(`pop.open_${rule.open}_text`)}</Subtle>
    </>
  );
}
