import type { Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cardsOf, ownPart } from "../calls/own-part.ts";
import { callsQuery } from "../calls/queries.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { CallCard } from "./CallCard.tsx";
import { useCaller } from "./CallerName.tsx";
import { HiddenAlert } from "./roles.ts";

/** The agent's own calls that run, each as a card, and the last one until its card is closed. */
export function RunningCalls({ me }: { me: Me }) {
  const extension = me.extension?.number ?? null;
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const cards = cardsOf(calls, extension, seen, closed);
  const fresh = cards.filter(({ id }) => !seen.has(id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ id }) => id)]));
  const ringing = cards.find((call) => ownPart(call, extension)?.state === "ringing");

  return (
    <>
      <HiddenAlert>{ringing !== undefined && <Announcement call={ringing} />}</HiddenAlert>
      {cards.map((call) => (
        <CallCard
          key={call.id}
          call={call}
          me={me}
          onClose={() => setClosed(new Set([...closed, call.id]))}
        />
      ))}
    </>
  );
}

function Announcement({ call }: { call: Parameters<typeof useCaller>[0] }) {
  const { t } = useI18n();
  return t("call.announce", { name: useCaller(call).title });
}
