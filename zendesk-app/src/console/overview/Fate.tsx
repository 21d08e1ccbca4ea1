import type { RecentCall } from "@deskline/shared/admin";
import { Anchor } from "@zendeskgarden/react-buttons";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n, type Key, type Translate } from "../i18n/i18n.tsx";
import type { Messages } from "../i18n/messages/en.ts";
import { Mark } from "../ui/Mark.tsx";
import { SmallSubtle } from "../ui/text.ts";

const marks = {
  pending: "none",
  held: "none",
  done: "good",
  not_wanted: "none",
  not_possible: "warning",
  parked: "bad",
} as const;

/** What became of a call: its ticket, or why there is none. */
export function Fate({ call: { logging, ticketId, reason } }: { call: RecentCall }) {
  const { t, messages } = useI18n();
  const { zendesk } = useIntegration();
  return (
    <Mark kind={marks[logging]}>
      {ticketId !== null && zendesk.subdomain !== null ? (
        <Anchor
          href={`https://${zendesk.subdomain}.zendesk.com/agent/tickets/${ticketId}`}
          target="_blank"
          rel="noopener"
        >
          {t("fate.ticket", { id: String(ticketId) })}
        </Anchor>
      ) : (
        t(`fate.${logging}`)
      )}
      {ticketId === null && reason !== null && <SmallSubtle>{reasonText(t, messages, reason)}</SmallSubtle>}
    </Mark>
  );
}

/** A reason that has words here is told in them; Zendesk's own are told as they are. */
function reasonText(t: Translate, messages: Messages, reason: string): string {
  const key = `reason.${reason}`;
  return key in messages ? (t as (key: Key) => string)(key as Key) : reason;
}
