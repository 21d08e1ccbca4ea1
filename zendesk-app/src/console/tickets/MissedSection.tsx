import { Checkbox, Field, Hint, Label } from "@zendeskgarden/react-forms";
import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { HoursField } from "./HoursField.tsx";

/** Whether missed calls of one number stand on one ticket, and whether calling back solves it. */
export function MissedSection() {
  const { t } = useI18n();
  const { settings, change } = useEditing();
  const { missed } = settings;
  const set = (part: Partial<typeof missed>): void =>
    change((now) => ({ missed: { ...now.missed, ...part } }));
  return (
    <Section title={t("missed.title")}>
      <Stack $gap="sm">
        <Field>
          <Checkbox checked={missed.collapse} onChange={() => set({ collapse: !missed.collapse })}>
            <Label>{t("missed.collapse")}</Label>
            <Hint>{t("missed.collapse_hint")}</Hint>
          </Checkbox>
        </Field>
        <Field>
          <Checkbox
            checked={missed.solveOnCallBack}
            onChange={() => set({ solveOnCallBack: !missed.solveOnCallBack })}
          >
            <Label>{t("missed.solve")}</Label>
            <Hint>{t("missed.solve_hint")}</Hint>
          </Checkbox>
        </Field>
        {(missed.collapse || missed.solveOnCallBack) && (
          <HoursField
            label={t("missed.within")}
            least={1}
            value={missed.withinHours}
            onChange={(withinHours) => set({ withinHours })}
          />
        )}
      </Stack>
    </Section>
  );
}
