import type { Binding } from "@deskline/shared/admin-bindings";

/** What is not saved yet: by agent the extension that is wanted, or null for none. */
export type Draft = ReadonlyMap<number, string | null>;

export const noDraft: Draft = new Map();

/** A draft with these wishes as well; one that is fulfilled already is none. */
export function wish(
  bindings: readonly Binding[],
  draft: Draft,
  wishes: Iterable<readonly [agentId: number, extension: string | null]>,
): Draft {
  const stored = extensionsOf(bindings);
  const next = new Map(draft);
  for (const [agentId, extension] of wishes) {
    if ((stored.get(agentId) ?? null) === extension) next.delete(agentId);
    else next.set(agentId, extension);
  }
  return next;
}

/** What of a draft is left to save once what was `sent` of it is stored: what was wished since. */
export function wishedSince(
  { bindings, sent }: { bindings: readonly Binding[]; sent: Draft },
  draft: Draft,
  stored: readonly Binding[],
): Draft {
  const before = extensionsOf(bindings);
  const wanted = (of: Draft, agentId: number): string | null =>
    of.get(agentId) ?? (of.has(agentId) ? null : (before.get(agentId) ?? null));
  const agents = [...new Set([...sent.keys(), ...draft.keys()])];
  const since = agents.filter((agentId) => wanted(sent, agentId) !== wanted(draft, agentId));
  return wish(
    stored,
    noDraft,
    since.map((agentId) => [agentId, wanted(draft, agentId)] as const),
  );
}

/** All bindings as they would be saved. */
export function withDraft(bindings: readonly Binding[], draft: Draft): Binding[] {
  return [
    ...bindings.filter(({ agentId }) => !draft.has(agentId)),
    ...[...draft].flatMap(([agentId, extension]) => (extension === null ? [] : [{ agentId, extension }])),
  ];
}

export function extensionsOf(bindings: readonly Binding[]): Map<number, string> {
  return new Map(bindings.map(({ agentId, extension }) => [agentId, extension]));
}
