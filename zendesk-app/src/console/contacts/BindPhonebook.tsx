import {
  longestPhonebookName,
  type PhonebookChoices,
  type PhonebookInput,
} from "@deskline/shared/admin-phonebook";
import { useQuery } from "@tanstack/react-query";
import { Checkbox, Field, Fieldset, Hint, Label, Radio } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { styled } from "styled-components";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { PersonName } from "./PersonName.tsx";
import { phonebookChoicesQuery } from "./queries.ts";
import { usePhonebookAction } from "./use-phonebook-action.ts";

/** What a new phonebook is called unless somebody says otherwise; the PBX vendor's own name for it. */
const usualName = "Zendesk_Synchronization";

/** Ticked, it asks for an empty phonebook or the name of a new one. */
export function BindPhonebook() {
  const { t } = useI18n();
  const [wanted, setWanted] = useState(false);
  return (
    <Section title={t("phonebook.title")} lead={t("phonebook.lead")}>
      <Stack>
        <Field>
          <Checkbox checked={wanted} onChange={() => setWanted(!wanted)}>
            <Label>{t("phonebook.wanted")}</Label>
            <Hint>{t("phonebook.wanted_hint")}</Hint>
          </Checkbox>
        </Field>
        {wanted && <Choices />}
      </Stack>
    </Section>
  );
}

function Choices() {
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(phonebookChoicesQuery(api, id));
  if (data === undefined)
    return error === null ? <Loading rows={3} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return <ChoiceForm choices={data} onRefused={() => void refetch()} />;
}

/** A new one, until one that is there is chosen. */
type Choice = number | "new";

const Scroll = styled.section`
  max-height: ${({ theme }) => theme.space.base * 80}px;
  overflow: auto;
`;

function ChoiceForm({ choices, onRefused }: { choices: PhonebookChoices; onRefused: () => void }) {
  const { t } = useI18n();
  const [choice, setChoice] = useState<Choice>("new");
  const [name, setName] = useState(() => freeName(choices));
  const bind = usePhonebookAction<PhonebookInput>("PUT", "");
  const isTaken = choices.phonebooks.some((one) => one.name === name.trim());
  const isFull = choices.phonebooks.length >= choices.limit;
  const isReady = choice === "new" ? name.trim() !== "" && !isTaken && !isFull : true;

  async function run(): Promise<void> {
    const input = choice === "new" ? { name: name.trim() } : { id: choice };
    if ((await bind.run(input)) === undefined) onRefused();
  }

  return (
    <Stack>
      <Fieldset>
        <Fieldset.Legend>{t("phonebook.which")}</Fieldset.Legend>
        <Field>
          <Radio name="phonebook" checked={choice === "new"} onChange={() => setChoice("new")}>
            <Label>{t("phonebook.new")}</Label>
            {isFull && <Hint>{t("phonebook.all_used", { count: choices.limit })}</Hint>}
          </Radio>
        </Field>
        <Scroll tabIndex={0} aria-label={t("phonebook.present")}>
          {choices.phonebooks.map(({ id, name: present, count, fits }) => (
            <Field key={id}>
              <Radio name="phonebook" checked={choice === id} disabled={!fits} onChange={() => setChoice(id)}>
                <Label>
                  <PersonName name={present} />
                </Label>
                <Hint>{hintOf(t, count, fits)}</Hint>
              </Radio>
            </Field>
          ))}
        </Scroll>
      </Fieldset>
      {choice === "new" && (
        <TextField
          label={t("phonebook.new_name")}
          width={100}
          maxLength={longestPhonebookName}
          value={name}
          onChange={setName}
          error={isTaken ? t("problem.phonebook_name_taken") : null}
        />
      )}
      <SmallSubtle>{t("phonebook.only_empty")}</SmallSubtle>
      <Failure error={bind.error} />
      <div>
        <BusyButton isPrimary busy={bind.running} disabled={!isReady} onClick={() => void run()}>
          {t("phonebook.bind")}
        </BusyButton>
      </div>
    </Stack>
  );
}

function hintOf(t: ReturnType<typeof useI18n>["t"], count: number | null, fits: boolean): string {
  if (fits) return t("phonebook.empty");
  return count === null || count === 0 ? t("phonebook.of_all") : t("phonebook.holds", { count });
}

function freeName({ phonebooks }: PhonebookChoices): string {
  const names = new Set(phonebooks.map(({ name }) => name));
  for (let next = 2, name = usualName; ; next += 1) {
    if (!names.has(name)) return name;
    name = `${usualName}_${next}`;
  }
}
