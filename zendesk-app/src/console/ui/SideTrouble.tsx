import type { SideTrouble as Kind } from "@deskline/shared/admin-zendesk";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle } from "./text.ts";

type Props = { side: "Zendesk" | "PBX"; trouble: Kind; detail: string | null };

/** What stood in the way at the other side: in our words, and in its own where it said some. */
export function SideTrouble({ side, trouble, detail }: Props) {
  const { t } = useI18n();
  return (
    <SmallSubtle>
      {t(`side.${trouble}`, { side })}
      {detail !== null && <> {t("side.said", { side, words: detail })}</>}
    </SmallSubtle>
  );
}
