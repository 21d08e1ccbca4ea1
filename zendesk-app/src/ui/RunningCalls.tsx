import type { Me } from "@deskline/shared/app";
import { isCalled } from "../calls/core/own-part.ts";
import { useCards } from "../calls/use-cards.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { CallCard } from "./CallCard.tsx";
import { useCaller } from "./CallerName.tsx";
import { HiddenAlert } from "./roles.ts";

/** The agent's own calls that run, each as a card, and the last one until its card is closed. */
export function RunningCalls({ me }: { me: Me }) {
  const extension = me.extension?.number ?? null;
  const { cards, close } = useCards(me);
  const ringing = cards.find((call) => isCalled(call, extension));

  return (
    <>
      <HiddenAlert>{ringing !== undefined && <Announcement call={ringing} />}</HiddenAlert>
      {cards.map((call) => (
        <CallCard key={call.id} call={call} me={me} onClose={() => close(call.id)} />
      ))}
    </>
  );
}

/** Who is calling, for those who hear it. */
export function Announcement({ call }: { call: Parameters<typeof useCaller>[0] }) {
  const { t } = useI18n();
  return t("call.announce", { name: useCaller(call).title });
}
