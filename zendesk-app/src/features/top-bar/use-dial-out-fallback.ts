import { useEffect, useRef } from "react";
import { useDial } from "../../calls/actions.ts";
import { useFrame } from "../../frame.tsx";
import { dialOutHeardIn, onDialOut } from "../../live/dial-out.ts";
import { frameEvents, signOfLifeMs } from "../../live/protocol.ts";
import type { Stop, Zaf } from "../../zaf/zaf.ts";
import type { DialDraft } from "./use-dial-pad.ts";

const answersWithinMs = 5_000;

/** Dials what is clicked on in Zendesk where no background frame is there to do it. */
export function useDialOutFallback(onDraft: (draft: DialDraft) => void): void {
  const { zaf } = useFrame();
  const { mutate: dial } = useDial();
  const latest = useRef(onDraft);
  useEffect(() => {
    latest.current = onDraft;
  });

  useEffect(() => {
    const listen = (): Stop =>
      onDialOut(
        zaf,
        (order) => {
          void zaf.invoke("popover", "show");
          const { number, ticketId, userId } = order;
          latest.current({
            text: number ?? "",
            order: { ...order, number: number ?? "" },
            problem: null,
          });
          if (number !== null) dial({ number, ticketId, userId });
        },
        Date.now,
      );
    return dialOutHeardIn === "top_bar" ? listen() : whileNobodyAnswers(zaf, listen);
  }, [zaf, dial]);
}

/** Does something while the background gives no sign of life. Returns what ends it. */
function whileNobodyAnswers(zaf: Zaf, begin: () => Stop): Stop {
  let end: Stop | null = null;
  let timer = setTimeout(start, answersWithinMs);
  function start(): void {
    end ??= begin();
  }
  function heard(): void {
    end?.();
    end = null;
    clearTimeout(timer);
    timer = setTimeout(start, signOfLifeMs * 3);
  }
  const stops = [frameEvents.hello, frameEvents.feed].map((event) => zaf.on(event, heard));
  return () => {
    stops.forEach((stop) => stop());
    clearTimeout(timer);
    end?.();
  };
}
