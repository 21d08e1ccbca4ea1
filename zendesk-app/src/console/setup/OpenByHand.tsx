import { Anchor } from "@zendeskgarden/react-buttons";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";

/** The way to Zendesk's consent where the browser opened no tab for it. */
export function OpenByHand({ url }: { url: string }) {
  const { t } = useI18n();
  return (
    <Notice type="warning" title={t("zendesk.blocked")}>
      <Anchor href={url} target="_blank" rel="noopener" isExternal>
        {t("zendesk.blocked_link")}
      </Anchor>
    </Notice>
  );
}
