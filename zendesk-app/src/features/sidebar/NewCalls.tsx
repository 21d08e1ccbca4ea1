import type { CallView } from "@deskline/shared/app";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n.tsx";
import { HiddenStatus } from "../../ui/roles.ts";

/** Tells those who do not see the list that calls came onto its top. */
export function NewCalls({ calls }: { calls: CallView[] }) {
  const { t } = useI18n();
  const [newestAtFirst] = useState(calls[0]?.startedAt ?? 0);
  const count = calls.filter(({ startedAt }) => startedAt > newestAtFirst).length;
  return <HiddenStatus>{count > 0 && t("history.changed", { count })}</HiddenStatus>;
}
