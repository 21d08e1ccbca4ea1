import type { CallView, Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useFrame } from "../frame.tsx";
import { closeCard, closedCards, onClosedCards } from "./closed-cards.ts";
import { cardsOf } from "./core/own-part.ts";
import { callsQuery } from "./queries.ts";

/** The agent's own calls that run, and the last one until its card is closed. */
export function useCards(me: Me): { cards: CallView[]; close: (callId: string) => void } {
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const closed = useSyncExternalStore(onClosedCards, closedCards);

  const cards = cardsOf(calls, me.extension?.number ?? null, seen, closed);
  const fresh = cards.filter(({ id }) => !seen.has(id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ id }) => id)]));
  return { cards, close: closeCard };
}
