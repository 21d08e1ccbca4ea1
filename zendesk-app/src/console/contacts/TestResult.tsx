import type { CallEffect, NumberTest } from "@deskline/shared/admin-contacts";
import { styled } from "styled-components";
import { useI18n, type Key } from "../i18n/i18n.tsx";
import { Mark, type MarkKind } from "../ui/Mark.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle, Stack, Subtle } from "../ui/text.ts";
import { PersonName } from "./PersonName.tsx";
import { TestSteps } from "./TestSteps.tsx";

const marks: Record<NumberTest["result"], MarkKind> = {
  one: "good",
  several: "warning",
  too_many: "warning",
  none: "none",
  withheld: "none",
  internal: "none",
  malformed: "warning",
};

const Effects = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 60}px, 1fr));
  gap: ${({ theme }) => theme.space.md};
`;

/** Who it is, how that was found, and what a call would do. */
export function TestResult({ test }: { test: NumberTest }) {
  const { t } = useI18n();
  return (
    <>
      <Section title={t("tester.result")}>
        <Stack as="output" $gap="sm">
          <Mark kind={marks[test.result]}>
            {test.contact === null ? (
              t(`tester.is_${test.result}`)
            ) : (
              <>
                {t(`tester.is_${test.result}`)}: <PersonName name={test.contact.name} />
              </>
            )}
          </Mark>
          <ReadAs test={test} />
          <Effects>
            <Effect direction="inbound" effect={test.inbound} />
            <Effect direction="outbound" effect={test.outbound} />
          </Effects>
        </Stack>
      </Section>
      {test.steps.length > 0 && (
        <Section title={t("tester.steps")} lead={t("tester.steps_lead")}>
          <TestSteps steps={test.steps} />
        </Section>
      )}
    </>
  );
}

function ReadAs({ test: { read } }: { test: NumberTest }) {
  const { t } = useI18n();
  if (read === null) return null;
  const { value, shown, country, valid, extension } = read;
  const parts = [
    t("tester.read_as", { value }),
    shown === value ? null : shown,
    country,
    extension === null ? null : t("tester.extension", { extension }),
    valid ? null : t("tester.not_valid"),
  ];
  return <Subtle>{parts.filter((part) => part !== null).join(" · ")}</Subtle>;
}

function Effect({ direction, effect }: { direction: "inbound" | "outbound"; effect: CallEffect }) {
  const { t, messages } = useI18n();
  const { does, requester, reason } = effect;
  const key = `reason.${reason ?? ""}`;
  return (
    <div>
      <SmallSubtle>{t(`tester.${direction}`)}</SmallSubtle>
      <div>
        {t(`tester.does_${does}`)}
        {requester !== null && (
          <>
            {" "}
            <PersonName name={requester} />
          </>
        )}
      </div>
      {reason !== null && (
        <SmallSubtle>{key in messages ? (t as (key: Key) => string)(key as Key) : reason}</SmallSubtle>
      )}
    </div>
  );
}
