import type { DialRules } from "@deskline/shared/admin-pbx";
import { Accordion } from "@zendeskgarden/react-accordions";
import { Checkbox, Field, Label } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Cluster, Stack, Subtle } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { dialledAbroad } from "./dialled-abroad.ts";

const Fold = styled(Accordion)`
  margin-left: -${({ theme }) => theme.space.base * 5}px;
`;

/** Fictional, and abroad for nearly everybody. */
const example = "+44 20 7946 0123";

/** How numbers are written for the PBX; most need nothing of it. */
export function DialRuleFields({
  rules,
  onChange,
}: {
  rules: DialRules;
  onChange: (rules: DialRules) => void;
}) {
  const { t } = useI18n();
  const used = rules.stripPlus || rules.internationalPrefix !== "" || rules.outsidePrefix !== "";
  return (
    <Fold level={3} isBare isCompact isExpandable isCollapsible defaultExpandedSections={used ? [0] : []}>
      <Accordion.Section>
        <Accordion.Header>
          <Accordion.Label>{t("dial.title")}</Accordion.Label>
        </Accordion.Header>
        <Accordion.Panel>
          <Stack>
            <Field>
              <Checkbox
                checked={rules.stripPlus}
                onChange={() => onChange({ ...rules, stripPlus: !rules.stripPlus })}
              >
                <Label>{t("dial.strip_plus")}</Label>
              </Checkbox>
            </Field>
            <Cluster style={{ alignItems: "flex-end" }}>
              <TextField
                label={t("dial.international")}
                hint={t("dial.international_hint")}
                width={60}
                maxLength={10}
                value={rules.internationalPrefix}
                onChange={(value) => onChange({ ...rules, internationalPrefix: digitsOf(value) })}
              />
              <TextField
                label={t("dial.outside")}
                hint={t("dial.outside_hint")}
                width={60}
                maxLength={10}
                value={rules.outsidePrefix}
                onChange={(value) => onChange({ ...rules, outsidePrefix: digitsOf(value) })}
              />
            </Cluster>
            <Subtle>{t("dial.example", { number: example, dialled: dialledAbroad(example, rules) })}</Subtle>
          </Stack>
        </Accordion.Panel>
      </Accordion.Section>
    </Fold>
  );
}

function digitsOf(text: string): string {
  return text.replaceAll(/[^0-9*#]/g, "");
}
