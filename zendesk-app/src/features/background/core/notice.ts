import type { CallView } from "@deskline/shared/app";

/** What a notification says of a call: a key of the messages, and what fills it in. */
export type Notice = {
  key:
    | "pop.calling_named"
    | "pop.calling"
    | "pop.calling_withheld"
    | "pop.call_named"
    | "pop.call"
    | "pop.call_withheld";
  values: { name: string; number: string };
};

export function noticeOf(call: CallView): Notice {
  const [candidate, ...others] = call.candidates ?? [];
  const name = candidate === undefined || others.length > 0 ? null : candidate.name;
  const moment = call.direction === "inbound" && call.state === "ringing" ? "calling" : "call";
  const { number } = call;
  if (number === null) return { key: `pop.${moment}_withheld`, values: { name: "", number: "" } };
  return {
    key: name === null ? `pop.${moment}` : `pop.${moment}_named`,
    values: { name: name ?? "", number },
  };
}
