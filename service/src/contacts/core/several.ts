import type { MatchReason, SeveralPolicy } from "@deskline/shared/admin-contacts";
import type { Candidate, Match } from "./match.ts";

export type Decided =
  | {
      kind: "one";
      contact: Candidate;
      why: MatchReason | "remembered";
      /** What told among several, where there were some. */
      by: "remembered" | "last_call" | "last_updated" | null;
    }
  | Exclude<Match, { kind: "one" }>;

/** What is known besides the numbers: whom an agent said the number belongs to, and whose call was the last. */
export type Known = { chosen: Candidate | null; last: number | null; policy: SeveralPolicy };

/**
 * Who it is among those who fit. What an agent said of the number goes before everything but a number of
 * somebody's own; then the policy decides, and where it does not, nobody is guessed.
 */
export function decide(match: Match, { chosen, last, policy }: Known): Decided {
  if (match.kind === "one") {
    const sure = match.why === "same_number" || chosen === null || chosen.userId === match.contact.userId;
    return sure ? { ...match, by: null } : rememberedAs(chosen);
  }
  if (match.kind === "none") return chosen === null ? match : rememberedAs(chosen);
  const { contacts, why } = match;
  const among = (userId: number | null) => contacts.find((one) => one.userId === userId);
  if (chosen !== null && (among(chosen.userId) !== undefined || why !== "same_number"))
    return rememberedAs(chosen);
  switch (policy) {
    case "last_call": {
      const contact = among(last);
      return contact === undefined ? match : { kind: "one", contact, why, by: "last_call" };
    }
    case "last_updated": {
      const contact = newest(contacts);
      return contact === null ? match : { kind: "one", contact, why, by: "last_updated" };
    }
    case "nobody":
      return match;
  }
}

function rememberedAs(contact: Candidate): Decided {
  return { kind: "one", contact, why: "remembered", by: "remembered" };
}

/** Null when two were changed at the same time. */
function newest(contacts: readonly Candidate[]): Candidate | null {
  const [first, second] = contacts.toSorted((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
  if (first === undefined || first.updatedAt === null) return null;
  return first.updatedAt === (second?.updatedAt ?? null) ? null : first;
}
