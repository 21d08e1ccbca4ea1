import type { AuthorizationEnd } from "@deskline/shared/admin-zendesk";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle } from "../ui/text.ts";

/** How Zendesk's consent ended, each way in words of its own. */
export function AuthorizationResult({ end: { kind, at, detail } }: { end: AuthorizationEnd }) {
  const { t } = useI18n();
  const isGood = kind === "connected";
  return (
    <Notice type={isGood ? "success" : "error"} title={t(`authorization.${kind}`)}>
      {t(`authorization.${kind}_text`)}
      {!isGood && detail !== null && <SmallSubtle>{t("zendesk.said", { words: detail })}</SmallSubtle>}
      <SmallSubtle>
        <RelativeTime at={at} />
      </SmallSubtle>
    </Notice>
  );
}
