import type { CallView } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callsQuery } from "../../calls/queries.ts";
import { useFrame } from "../../frame.tsx";
import { isStillAsked } from "./core/asked.ts";

/** A call is told of within a moment. */
const toldWithinMs = 10_000;

/** The call that the panel was opened for, while it is to be shown. */
export function useAskedCall(cards: CallView[]): [string | null, (callId: string | null) => void] {
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const [callId, setCallId] = useState<string | null>(null);
  const call = calls.find(({ id }) => id === callId);
  const asked = isStillAsked(
    call,
    cards.map(({ id }) => id),
  );

  const missing = callId !== null && call === undefined;
  useEffect(() => {
    if (!missing) return;
    const timer = setTimeout(() => setCallId(null), toldWithinMs);
    return () => clearTimeout(timer);
  }, [missing]);

  return [asked ? callId : null, setCallId];
}
