import type { BoundPhonebook } from "@deskline/shared/admin-phonebook";
import { Progress } from "@zendeskgarden/react-loaders";
import { useState } from "react";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { usePhonebookAction } from "./use-phonebook-action.ts";

type Props = { phonebook: BoundPhonebook; people: number };

/** Everybody at once, on request. */
export function CopySection({ phonebook, people }: Props) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const stop = usePhonebookAction<undefined>("DELETE", "/copy");
  const { copy } = phonebook;
  const runs = copy?.state === "running";
  return (
    <Section
      title={t("phonebook.copy")}
      lead={t("phonebook.copy_lead")}
      actions={
        runs ? (
          <BusyButton size="small" busy={stop.running} onClick={() => void stop.run(undefined)}>
            {t("phonebook.copy_stop")}
          </BusyButton>
        ) : (
          <BusyButton size="small" busy={false} disabled={people === 0} onClick={() => setAsking(true)}>
            {t("phonebook.copy_button")}
          </BusyButton>
        )
      }
    >
      <Stack $gap="sm">
        {copy === null ? <div>{t("phonebook.copy_people", { count: people })}</div> : <Copy copy={copy} />}
        <Failure error={stop.error} />
      </Stack>
      {asking && <CopyDialog phonebook={phonebook} people={people} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function Copy({ copy }: { copy: NonNullable<BoundPhonebook["copy"]> }) {
  const { t } = useI18n();
  const { state, done, total, msLeft, endedAt } = copy;
  if (state !== "running") {
    return (
      <Mark kind={state === "done" ? "good" : "none"}>
        {t(`phonebook.copy_${state}`, { count: done })}
        {endedAt !== null && (
          <>
            {" · "}
            <RelativeTime at={endedAt} />
          </>
        )}
      </Mark>
    );
  }
  return (
    <Stack $gap="xs">
      <Tabular as="div">
        {t("phonebook.copy_running", { count: total, done })}
        {msLeft !== null && (
          <>
            {" · "}
            <TimeLeft ms={msLeft} />
          </>
        )}
      </Tabular>
      <Progress value={total === 0 ? 0 : Math.round((done / total) * 100)} aria-label={t("phonebook.copy")} />
    </Stack>
  );
}

/** Says before how much it is, and what does not fit. */
function CopyDialog({ phonebook, people, onClose }: Props & { onClose: () => void }) {
  const { t } = useI18n();
  const copy = usePhonebookAction<undefined>("POST", "/copy");
  const room = phonebook.used === null ? null : Math.max(0, phonebook.limit - phonebook.used);
  const more = Math.max(0, people - phonebook.written);

  async function run(): Promise<void> {
    if ((await copy.run(undefined)) !== undefined) onClose();
  }

  return (
    <Dialog
      title={t("phonebook.copy_title")}
      action={{ label: t("phonebook.copy_button"), busy: copy.running, run: () => void run() }}
      error={copy.error}
      onClose={onClose}
    >
      <div>{t("phonebook.copy_text", { count: people })}</div>
      {room !== null && more > room && (
        <Notice type="warning" title={t("phonebook.copy_no_room", { count: room })}>
          {t("phonebook.copy_no_room_text")}
        </Notice>
      )}
    </Dialog>
  );
}
