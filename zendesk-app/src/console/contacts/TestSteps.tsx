import type { MatchedPerson, MatchStep } from "@deskline/shared/admin-contacts";
import { Tag } from "@zendeskgarden/react-tags";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark, type MarkKind } from "../ui/Mark.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { PersonLink } from "./PersonLink.tsx";

const List = styled.ol`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.sm};
  margin: 0;
  padding: 0;
  list-style: none;
`;

const People = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xxs};
  margin: ${({ theme }) => theme.space.xxs} 0 0;
  padding: 0;
  list-style: none;
`;

const Code = styled.code`
  font-family: ${({ theme }) => theme.fonts.mono};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  overflow-wrap: anywhere;
`;

const policies = ["last_call", "last_updated", "nobody"] as const;

const marks: Record<MatchStep["result"], MarkKind> = { decided: "good", passed: "none", skipped: "none" };

/** Each step of the match in its order, with what was compared and who fits. */
export function TestSteps({ steps }: { steps: MatchStep[] }) {
  const { t } = useI18n();
  return (
    <List>
      {steps.map(({ step, compared, people, result }, index) => (
        <li key={index}>
          <Mark kind={marks[result]}>
            <Stack $gap="xs">
              <div>
                {t(`tester.step_${step}`)}
                {compared !== null && (
                  <> {step === "several" ? <Policy name={compared} /> : <Code>{compared}</Code>}</>
                )}
              </div>
              {people.length > 0 && (
                <People>
                  {people.map((person) => (
                    <li key={person.userId}>
                      <Matched person={person} />
                    </li>
                  ))}
                </People>
              )}
              <SmallSubtle>{t(`tester.${result}`)}</SmallSubtle>
            </Stack>
          </Mark>
        </li>
      ))}
    </List>
  );
}

/** The setting as the other page calls it. */
function Policy({ name }: { name: string }) {
  const { t } = useI18n();
  const policy = policies.find((one) => one === name);
  return <q>{policy === undefined ? name : t(`contacts.several_${policy}`)}</q>;
}

function Matched({ person }: { person: MatchedPerson }) {
  const { t } = useI18n();
  const { userId, name, number, why, shared, suspended, agent } = person;
  return (
    <>
      <PersonLink userId={userId} name={name} />
      {number !== null && (
        <>
          {" "}
          <Code>{number}</Code>
        </>
      )}{" "}
      {shared && <Note>{t("tester.shared")}</Note>} {suspended && <Note>{t("tester.suspended")}</Note>}{" "}
      {agent && <Note>{t("tester.agent")}</Note>}
      {why !== null && <SmallSubtle>{t(`tester.why_${why}`)}</SmallSubtle>}
    </>
  );
}

function Note({ children }: { children: string }) {
  return (
    <Tag size="small">
      <span>{children}</span>
    </Tag>
  );
}
