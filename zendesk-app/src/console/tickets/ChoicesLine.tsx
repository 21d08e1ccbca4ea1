import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Cluster, SmallSubtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";

/** How fresh the lists of Zendesk are, and why they could not be read. */
export function ChoicesLine() {
  const { t } = useI18n();
  const { page, refresh } = useEditing();
  return (
    <>
      <Cluster>
        <SmallSubtle tag="div">
          {page.choicesReadAt === null ? (
            t("tickets.never_read")
          ) : (
            <>
              {t("tickets.read")} <RelativeTime at={page.choicesReadAt} />
            </>
          )}
        </SmallSubtle>
        <BusyButton size="small" busy={refresh.running} onClick={() => void refresh.run(undefined)}>
          {t("bindings.refresh")}
        </BusyButton>
      </Cluster>
      <Failure error={refresh.error} />
      {page.choicesTrouble !== null && (
        <Notice type="warning" title={t("tickets.trouble")}>
          {t("tickets.trouble_text", { words: page.choicesTrouble })}
        </Notice>
      )}
    </>
  );
}
