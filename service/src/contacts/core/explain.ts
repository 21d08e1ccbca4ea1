import type { MatchedPerson, MatchReason, MatchStep } from "@deskline/shared/admin-contacts";
import { fitsOf, type Candidate, type Fit, type Matching } from "./match.ts";
import type { PhoneNumber } from "./number.ts";

const mostShown = 20;

type Step = {
  step: MatchStep["step"];
  whys: MatchReason[];
  compared: (caller: PhoneNumber, matching: Matching) => string | null;
};

/** What each step of the comparison looks for. */
const steps: Step[] = [
  {
    step: "number",
    whys: ["same_number", "same_shared_number", "same_but_for_extension"],
    compared: ({ value, extension }) => (extension === "" ? value : `${value}x${extension}`),
  },
  { step: "national", whys: ["same_national_number"], compared: ({ national }) => national?.number ?? null },
  {
    step: "last_digits",
    whys: ["same_last_digits"],
    compared: ({ digits }, { lastDigits }) => digits.slice(-lastDigits),
  },
];

/** The steps in which a number was compared, who fitted in each, and which one decided. */
export function explainMatch(
  caller: PhoneNumber,
  candidates: readonly Candidate[],
  matching: Matching,
): MatchStep[] {
  const fits = fitsOf(caller, candidates, matching);
  const first = steps.findIndex(({ whys }) => fits.some((fit) => whys.includes(fit.why)));
  return steps.map(({ step, whys, compared: comparedBy }, i) => {
    const compared = comparedBy(caller, matching);
    if (first !== -1 && i > first) return { step, compared, people: [], result: "skipped" };
    const people = fits.filter((fit) => whys.includes(fit.why)).map(shown);
    return { step, compared, people: people.slice(0, mostShown), result: i === first ? "decided" : "passed" };
  });
}

/** A person as they are shown in a step, with the number that fits. */
function shown({ candidate, number, shared, why }: Fit): MatchedPerson {
  return { ...plain(candidate), number, why, shared };
}

/** A person of whom no number fits. */
export function plain({ userId, name, suspended, agent }: Candidate): MatchedPerson {
  return { userId, name, number: null, why: null, shared: false, suspended, agent };
}
