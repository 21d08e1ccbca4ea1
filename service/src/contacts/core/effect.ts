import type { CallEffect, ContactSettings, NumberTest } from "@deskline/shared/admin-contacts";
import { isToBeCreated, nameFrom } from "./new-contact.ts";
import type { PhoneNumber } from "./number.ts";

type Finding = {
  result: NumberTest["result"];
  name: string | null;
  number: PhoneNumber | null;
  signalled: string;
};

/** Why a call gets no ticket, by what its caller turned out to be. */
export const reasonOf = {
  none: "caller_unknown",
  several: "caller_ambiguous",
  too_many: "caller_ambiguous",
  withheld: "caller_withheld",
  malformed: "number_malformed",
  internal: "number_internal",
} as const;

/** What a call of this direction would do with what was found of its number; `left` is why it is not logged at all. */
export function effectOf(
  { result, name, number, signalled }: Finding,
  direction: "inbound" | "outbound",
  settings: ContactSettings,
  left: string | null,
): CallEffect {
  if (left !== null) return { does: "not_logged", requester: null, reason: left };
  if (result === "one") return { does: "ticket", requester: name, reason: null };
  const reason = reasonOf[result];
  switch (result) {
    case "none":
      return number !== null && isToBeCreated(settings, direction, number)
        ? { does: "create", requester: nameFrom(settings.nameTemplate, signalled), reason: null }
        : { does: "ask", requester: null, reason };
    case "several":
    case "too_many":
      return { does: "ask", requester: null, reason };
    case "withheld":
    case "malformed":
    case "internal": {
      const fallback = fallbackOf(settings, direction);
      return fallback === null
        ? { does: "no_ticket", requester: null, reason }
        : { does: "fallback", requester: fallback.name, reason };
    }
  }
}

/** Whose ticket a call is of whose caller no number can be made; null when there is to be none. */
export function fallbackOf(
  { withheld, fallbackRequester }: ContactSettings,
  direction: "inbound" | "outbound" | "internal",
): ContactSettings["fallbackRequester"] {
  return direction === "inbound" && withheld === "fallback" ? fallbackRequester : null;
}
