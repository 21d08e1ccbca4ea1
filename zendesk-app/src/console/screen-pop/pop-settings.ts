import type { PopSettings } from "@deskline/shared/admin";

/** The settings of the page by the parts that are changed one by one. */
export type PopParts = {
  inbound: PopSettings["popRules"]["inbound"];
  outbound: PopSettings["popRules"]["outbound"];
  agentsChoosePops: boolean;
  dispositions: string[];
};

export function partsOf({ popRules, agentsChoosePops, dispositions }: PopSettings): PopParts {
  const { inbound, outbound } = popRules;
  return { inbound, outbound, agentsChoosePops, dispositions };
}

export function settingsOf({ inbound, outbound, ...rest }: PopParts): PopSettings {
  return { popRules: { inbound, outbound }, ...rest };
}

/** What of them is another one. */
export function changedParts(before: PopParts, after: PopParts): (keyof PopParts)[] {
  const names = Object.keys(after) as (keyof PopParts)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** The same changes, made to what is there now. */
export function remade(before: PopParts, mine: PopParts, now: PopParts): PopParts {
  const changed = changedParts(before, mine).map((name) => [name, mine[name]]);
  return { ...now, ...(Object.fromEntries(changed) as Partial<PopParts>) };
}

/** Settings that are not saved yet, and what they were made to. */
export type PopDraft = { base: PopParts; mine: PopParts };

/** What of a draft is other than it is stored: where somebody has stored the same, nothing is left to save. */
export function draftOf(draft: PopDraft | null, stored: PopParts): PopDraft {
  const isDirty =
    draft !== null &&
    changedParts(draft.base, draft.mine).length > 0 &&
    changedParts(stored, draft.mine).length > 0;
  return isDirty ? draft : { base: stored, mine: stored };
}
