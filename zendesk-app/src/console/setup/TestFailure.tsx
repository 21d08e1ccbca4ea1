import type { PbxTest } from "@deskline/shared/admin-pbx";
import { Button } from "@zendeskgarden/react-buttons";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { SmallSubtle } from "../ui/text.ts";

type Props = { failed: Extract<PbxTest, { result: "fails" }>; onShowCertificate: () => void };

/** Why the PBX could not be used, and what to do about it. */
export function TestFailure({ failed: { trouble, detail, certificate }, onShowCertificate }: Props) {
  const { t } = useI18n();
  return (
    <Notice
      type="error"
      title={t(`trouble.${trouble}`)}
      actions={
        certificate !== null && (
          <Button size="small" onClick={onShowCertificate}>
            {t("pin.show")}
          </Button>
        )
      }
    >
      {t(`trouble.${trouble}_cure`)}
      {detail !== null && <SmallSubtle>{t("pbx.said", { words: detail })}</SmallSubtle>}
    </Notice>
  );
}
