import { Prefill } from "../features/sidebar/Prefill.tsx";
import { PersonCalls } from "../features/sidebar/PersonCalls.tsx";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { RunningCalls } from "../ui/RunningCalls.tsx";
import { Shell } from "../ui/Shell.tsx";
import { StateLine } from "../ui/StateLine.tsx";
import { useFittingHeight } from "../ui/use-fitting-height.ts";

/** Beside a ticket, new or not: the running call, the requester's numbers and calls. */
export function TicketSidebar() {
  const { t } = useI18n();
  const { zaf } = useFrame();
  useFittingHeight();
  return (
    <Shell title={t("title.calls")} rows={7}>
      {(me) => (
        <>
          <StateLine me={me} />
          <RunningCalls me={me} />
          {zaf.location === "new_ticket_sidebar" && <Prefill me={me} />}
          <PersonCalls
            path="ticket.requester"
            me={me}
            ticketId={zaf.ticketId}
            nobody={{ title: t("requester.none"), text: t("requester.none_text") }}
          />
        </>
      )}
    </Shell>
  );
}
