import type { Obstacle as Kind } from "@deskline/shared/app";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { consoleAddress } from "../page.ts";
import { EmptyState } from "./EmptyState.tsx";

/** Why the agent cannot work with calls now, and what to do about it; admins get there with one click. */
export function Obstacle({ obstacle }: { obstacle: Kind }) {
  const { t } = useI18n();
  const { zaf, admin } = useFrame();
  const label = obstacle === "not_bound" ? t("obstacle.not_bound_link") : t("obstacle.console_link");
  return (
    <EmptyState
      title={t(`obstacle.${obstacle}`)}
      action={admin ? { label, onClick: () => void zaf.openConsole() } : undefined}
    >
      {t(`obstacle.${obstacle}_text`)}
      {/* Who is an administrator is not known for long once Zendesk cannot be asked. */}
      {obstacle === "not_connected" && !admin && (
        <> {t("obstacle.not_connected_where", { address: consoleAddress() })}</>
      )}
    </EmptyState>
  );
}
