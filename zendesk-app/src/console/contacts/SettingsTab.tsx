import { Contacts, type ContactSettings, type ContactSettingsInput } from "@deskline/shared/admin-contacts";
import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { SaveBar } from "../ui/SaveBar.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";
import { useDraft } from "../ui/use-draft.ts";
import { CreationFields } from "./CreationFields.tsx";
import { IndexSection } from "./IndexSection.tsx";
import { MatchFields } from "./MatchFields.tsx";
import { contactsQuery } from "./queries.ts";
import { RememberedSection } from "./RememberedSection.tsx";
import { useKept } from "./use-kept.ts";
import { WithheldFields } from "./WithheldFields.tsx";

/** Who is known, how callers are recognised, and what becomes of the others. */
export function SettingsTab() {
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(contactsQuery(api, id));
  if (data === undefined)
    return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return <Settings contacts={data} />;
}

function Settings({ contacts }: { contacts: Contacts }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const draft = useDraft<ContactSettings>(contacts.settings);
  const { values, set } = draft;
  useUnsaved(draft.dirty);
  const keep = useKept<Contacts>(contactsQuery(api, id).queryKey);
  const save = useAction(async (input: ContactSettingsInput) =>
    keep(await api.send("PATCH", `integrations/${id}/contacts/settings`, input, Contacts)),
  );

  async function run(): Promise<void> {
    const sent = draft.changes;
    if ((await save.run(inputOf(sent))) !== undefined) draft.dropSent(sent);
  }

  return (
    <Stack>
      <IndexSection index={contacts.index} />
      <Section title={t("contacts.match")} lead={t("contacts.match_lead")}>
        <MatchFields values={values} set={set} />
      </Section>
      <Section title={t("contacts.create")} lead={t("contacts.create_lead")}>
        <CreationFields values={values} set={set} />
      </Section>
      <Section title={t("contacts.withheld")} lead={t("contacts.withheld_lead")}>
        <WithheldFields values={values} set={set} />
      </Section>
      <RememberedSection />
      {draft.dirty && (
        <SaveBar
          error={save.error}
          words={t("unsaved.bar")}
          busy={save.running}
          onSave={() => void run()}
          onDiscard={() => draft.reset()}
        />
      )}
    </Stack>
  );
}

function inputOf({ fallbackRequester, ...changes }: Partial<ContactSettings>): ContactSettingsInput {
  if (fallbackRequester === undefined) return changes;
  return { ...changes, fallbackRequesterId: fallbackRequester?.id ?? null };
}
