import type { IntegrationStatus } from "@deskline/shared/admin";
import { Tag } from "@zendeskgarden/react-tags";
import { useI18n } from "../i18n/i18n.tsx";

const hues = { connected: "green", draft: "grey", disabled: "grey", reconnect_needed: "red" } as const;

/** How an integration is, in a word. */
export function StatusTag({ status }: { status: IntegrationStatus }) {
  const { t } = useI18n();
  return (
    <Tag isPill hue={hues[status]}>
      <span>{t(`status.${status}`)}</span>
    </Tag>
  );
}
