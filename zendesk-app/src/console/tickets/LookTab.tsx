import type { RuleLook, TicketLook } from "@deskline/shared/admin-ticket-rules";
import { useI18n } from "../i18n/i18n.tsx";
import { styled } from "styled-components";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { ChoicesLine } from "./ChoicesLine.tsx";
import { useEditing } from "./editing.tsx";
import { LookField } from "./LookField.tsx";
import type { LookPart } from "./look-parts.ts";
import { RecordingsSection } from "./RecordingsSection.tsx";
import { RecordSection } from "./RecordSection.tsx";
import { SharedVariables } from "./shared-variables.tsx";

const Pair = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 55}px, 1fr));
  gap: ${({ theme }) => theme.space.md};
`;

const chosen: LookPart[] = ["groupId", "assignee", "priority", "type", "brandId", "formId"];

/** What tickets look like unless a rule says otherwise, and how the call is recorded on them. */
export function LookTab() {
  const { t } = useI18n();
  const { settings, change } = useEditing();
  const field = (part: LookPart) => (
    <LookField
      key={part}
      part={part}
      look={settings.look}
      canBeUsual={false}
      onChange={(look) => change((now) => ({ look: { ...now.look, ...given(look) } }))}
    />
  );
  return (
    <Stack>
      <Section title={t("look.title")} lead={t("look.lead")}>
        <Stack>
          <ChoicesLine />
          <Pair>{chosen.map(field)}</Pair>
          <SharedVariables>
            {field("tags")}
            {field("customFields")}
          </SharedVariables>
        </Stack>
      </Section>
      <Section title={t("look.journal")} lead={t("look.journal_lead")}>
        <Stack>
          {field("journal")}
          {field("public")}
        </Stack>
      </Section>
      <RecordSection />
      <RecordingsSection />
    </Stack>
  );
}

/** What has a value: the usual look leaves nothing out. */
function given(look: RuleLook): Partial<TicketLook> {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
