import { stepNames, type StepName } from "./steps.ts";

/** Which steps were open when a place in the browser's history was left; null where nobody has opened or closed any. */
export function openIn(state: unknown): StepName[] | null {
  if (typeof state !== "object" || state === null || !("open" in state)) return null;
  const { open } = state;
  return Array.isArray(open) ? stepNames.filter((name) => open.includes(name)) : null;
}
