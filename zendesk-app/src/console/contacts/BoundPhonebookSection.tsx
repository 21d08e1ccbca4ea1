import type { BoundPhonebook } from "@deskline/shared/admin-phonebook";
import { Button } from "@zendeskgarden/react-buttons";
import { Tag } from "@zendeskgarden/react-tags";
import { LG } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Failure } from "../ui/Failure.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Section } from "../ui/Section.tsx";
import { Cluster, SmallSubtle, Stack, Subtle } from "../ui/text.ts";
import { PersonName } from "./PersonName.tsx";
import { PhonebookTrouble } from "./PhonebookTrouble.tsx";
import { usePhonebookAction } from "./use-phonebook-action.ts";

/** The phonebook that is bound, how many it holds, and when it was last as it should be. */
export function BoundPhonebookSection({ phonebook }: { phonebook: BoundPhonebook }) {
  const { t } = useI18n();
  const [leaving, setLeaving] = useState(false);
  const sync = usePhonebookAction<undefined>("POST", "/sync");
  const { name, count, syncedAt, waiting, used, limit, trouble } = phonebook;
  return (
    <Section
      title={t("phonebook.title")}
      lead={t("phonebook.lead")}
      actions={
        <Cluster>
          <BusyButton size="small" busy={sync.running} onClick={() => void sync.run(undefined)}>
            {t("phonebook.sync")}
          </BusyButton>
          <Button size="small" isBasic onClick={() => setLeaving(true)}>
            {t("phonebook.unbind")}
          </Button>
        </Cluster>
      }
    >
      <Stack>
        <Cluster>
          <LG tag="h3">
            <PersonName name={name} />
          </LG>
          <Tag hue="green">
            <span>Helpdesk</span>
          </Tag>
        </Cluster>
        <Tabular as="div">
          {count !== null && <>{t("phonebook.count", { count })} · </>}
          {syncedAt === null ? (
            t("phonebook.never_synced")
          ) : (
            <>
              {t("phonebook.synced")} <RelativeTime at={syncedAt} />
            </>
          )}
          {waiting > 0 && <> · {t("phonebook.waiting", { count: waiting })}</>}
        </Tabular>
        {used !== null && <SmallSubtle>{t("phonebook.used", { used, limit })}</SmallSubtle>}
        {trouble !== null && <PhonebookTrouble name={name} trouble={trouble} />}
        <Failure error={sync.error} />
        <Subtle>{t("phonebook.one_way")}</Subtle>
      </Stack>
      {leaving && <UnbindDialog name={name} onClose={() => setLeaving(false)} />}
    </Section>
  );
}

function UnbindDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useI18n();
  const unbind = usePhonebookAction<undefined>("DELETE", "");
  return (
    <Dialog
      title={t("phonebook.unbind_title")}
      action={{ label: t("phonebook.unbind"), busy: unbind.running, run: () => void unbind.run(undefined) }}
      error={unbind.error}
      onClose={onClose}
    >
      {t("phonebook.unbind_text", { name })}
    </Dialog>
  );
}
