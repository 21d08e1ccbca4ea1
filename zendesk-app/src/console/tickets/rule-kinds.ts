import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import type { Outcome } from "@deskline/shared/calls";

/** As people think of calls: direction and outcome in one. */
export const callKinds = [
  "any",
  "inbound",
  "outbound",
  "missed",
  "inbound_answered",
  "outbound_answered",
  "outbound_unanswered",
  "answered",
  "unanswered",
] as const;
export type CallKind = (typeof callKinds)[number];

/** Every outcome but that somebody answered. */
export const unansweredOutcomes: Outcome[] = ["no_answer", "busy", "failed", "voicemail", "abandoned"];
export const outcomes: Outcome[] = ["answered", ...unansweredOutcomes];

type Asked = Pick<RuleConditions, "directions" | "outcomes">;

const inbound = { directions: ["inbound"] } satisfies Asked;
const outbound = { directions: ["outbound"] } satisfies Asked;
const answered = { outcomes: ["answered"] } satisfies Asked;
const unanswered = { outcomes: unansweredOutcomes } satisfies Asked;

const asked: Record<CallKind, Asked> = {
  any: {},
  inbound,
  outbound,
  missed: { ...inbound, ...unanswered },
  inbound_answered: { ...inbound, ...answered },
  outbound_answered: { ...outbound, ...answered },
  outbound_unanswered: { ...outbound, ...unanswered },
  answered,
  unanswered,
};

/** Of which kind a rule's calls are; null where its outcomes are a choice of their own. */
export function kindOf(when: RuleConditions): CallKind | null {
  return callKinds.find((kind) => isAsked(when, asked[kind])) ?? null;
}

/** The same conditions for calls of another kind. */
export function withKind(
  { directions: _, outcomes: __, ...rest }: RuleConditions,
  kind: CallKind,
): RuleConditions {
  return { ...rest, ...asked[kind] };
}

function isAsked(when: RuleConditions, kind: Asked): boolean {
  // Both directions are as good as none.
  const directions = when.directions?.length === 2 ? undefined : when.directions;
  return sameValues(directions, kind.directions) && sameValues(when.outcomes, kind.outcomes);
}

function sameValues(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((value) => other.includes(value));
}
