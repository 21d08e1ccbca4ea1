import { Dialled } from "@deskline/shared/app";
import type { Api } from "../../api/api.ts";
import { Refused } from "../../api/problem.ts";
import { dialOutHeardIn, onDialOut, type DialOutOrder } from "../../live/dial-out.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import type { Panel } from "./panel.ts";

type Deps = { zaf: Zaf; api: Api; panel: Panel; now: () => number };

/** Dials what agents click on in Zendesk, and shows in the panel what becomes of it. */
export function dialOutTo({ zaf, api, panel, now }: Deps): void {
  async function dial({ number, ticketId, userId }: DialOutOrder): Promise<void> {
    if (number === null) {
      return panel.show({ tab: "dial", number: "", ticketId, userId, problem: null });
    }
    try {
      const { callId } = await api.send("POST", "dial", { number, ticketId, userId }, Dialled);
      await panel.show({ tab: "now", callId });
    } catch (error) {
      const problem = error instanceof Refused ? error.code : "unreachable";
      await panel.show({ tab: "dial", number, ticketId, userId, problem });
    }
  }

  if (dialOutHeardIn === zaf.location) onDialOut(zaf, (order) => void dial(order), now);
}
