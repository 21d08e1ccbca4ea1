import type { PhonebookInput, PhonebookTrouble as Trouble } from "@deskline/shared/admin-phonebook";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle } from "../ui/text.ts";
import { usePhonebookAction } from "./use-phonebook-action.ts";

/** What keeps the phonebook from being as it should, and what to do. */
export function PhonebookTrouble({ name, trouble }: { name: string; trouble: Trouble }) {
  const { t } = useI18n();
  const again = usePhonebookAction<PhonebookInput>("PUT", "");
  const { kind, pbx, detail, at } = trouble;
  return (
    <>
      <Notice
        type={kind === "pbx" || kind === "contacts_full" ? "warning" : "error"}
        title={kind === "pbx" ? t(`trouble.${pbx ?? "other"}`) : t(`phonebook.trouble_${kind}`)}
        actions={
          kind === "phonebook_gone" && (
            <BusyButton size="small" busy={again.running} onClick={() => void again.run({ name })}>
              {t("phonebook.make_again")}
            </BusyButton>
          )
        }
      >
        {t(`phonebook.trouble_${kind}_text`)}
        <SmallSubtle>
          <RelativeTime at={at} />
          {detail !== null && <> · {t("phonebook.said", { words: detail })}</>}
        </SmallSubtle>
      </Notice>
      <Failure error={again.error} />
    </>
  );
}
