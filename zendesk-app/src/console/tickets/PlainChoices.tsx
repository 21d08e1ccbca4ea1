import { Field, Fieldset, Hint, Label, Radio, Toggle } from "@zendeskgarden/react-forms";
import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { SubjectLine } from "./SubjectLine.tsx";

const moments = ["after", "before"] as const;
const before = [
  ["beforeInbound", "inbound"],
  ["beforeOutbound", "outbound"],
] as const;
const after = ["inboundAnswered", "inboundUnanswered", "outboundAnswered", "outboundUnanswered"] as const;

/** Whether calls become tickets by themselves, when, and which: the choices that are enough for most. */
export function PlainChoices() {
  const { t } = useI18n();
  const { settings, change, opened } = useEditing();
  const isBefore = settings.moment === "before";
  return (
    <Section
      title={t("choices.title")}
      actions={
        <Field>
          <Toggle
            checked={settings.enabled}
            onChange={() => change(({ enabled }) => ({ enabled: !enabled }))}
          >
            <Label hidden>{t("choices.enabled")}</Label>
          </Toggle>
        </Field>
      }
    >
      {settings.enabled || opened !== null ? (
        <Stack $gap="sm">
          <Fieldset>
            <Fieldset.Legend>{t("choices.when")}</Fieldset.Legend>
            {moments.map((moment) => (
              <Field key={moment}>
                <Radio
                  name="moment"
                  value={moment}
                  checked={settings.moment === moment}
                  onChange={() => change(() => ({ moment }))}
                >
                  <Label>{t(`choices.${moment}`)}</Label>
                  <Hint>{t(`choices.${moment}_hint`)}</Hint>
                </Radio>
              </Field>
            ))}
          </Fieldset>
          <Fieldset>
            <Fieldset.Legend>{t("choices.which")}</Fieldset.Legend>
            {isBefore
              ? before.map(([name, choice]) => (
                  <SubjectLine
                    key={name}
                    name={name}
                    choice={{
                      checked: settings.before[choice],
                      onToggle: () =>
                        change((now) => ({ before: { ...now.before, [choice]: !now.before[choice] } })),
                    }}
                  />
                ))
              : after.map((name) => (
                  <SubjectLine
                    key={name}
                    name={name}
                    choice={{
                      checked: settings.after[name],
                      onToggle: () =>
                        change((now) => ({ after: { ...now.after, [name]: !now.after[name] } })),
                    }}
                  />
                ))}
          </Fieldset>
          {isBefore && (
            <Fieldset>
              <Fieldset.Legend>{t("choices.at_end")}</Fieldset.Legend>
              {after.map((name) => (
                <SubjectLine key={name} name={name} />
              ))}
            </Fieldset>
          )}
          {/* One with a mistake may be of the other moment. */}
          {!isBefore &&
            before.map(([name]) => (opened === name ? <SubjectLine key={name} name={name} /> : null))}
        </Stack>
      ) : (
        <Subtle>{t("choices.off")}</Subtle>
      )}
    </Section>
  );
}
