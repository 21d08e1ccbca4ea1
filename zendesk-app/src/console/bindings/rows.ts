import type { Binding, Bindings, ConsoleAgent, ConsoleExtension } from "@deskline/shared/admin-bindings";
import { extensionsOf, withDraft, type Draft } from "./draft.ts";

/** How one agent's binding is; the first that holds. */
export type RowState =
  | { kind: "conflict"; others: string[] }
  | { kind: "gone" | "downgraded" | "deleted" }
  | { kind: "changed"; before: string | null }
  | { kind: "suggested"; extension: string }
  | { kind: "bound" | "unbound" };

export type BindingRow = {
  agent: ConsoleAgent;
  /** As it would be saved. */
  extension: string | null;
  /** As it is saved. */
  stored: string | null;
  suggestion: string | null;
  state: RowState;
};

export const filters = ["all", "unbound", "suggested", "trouble", "changed"] as const;
export type Filter = (typeof filters)[number];

/** Names of those who have an extension, by its number, as it would be saved. */
export type Owners = ReadonlyMap<string, readonly ConsoleAgent[]>;

export function ownersOf({ agents, bindings }: Bindings, draft: Draft): Owners {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  const owners = new Map<string, ConsoleAgent[]>();
  for (const { agentId, extension } of withDraft(bindings, draft)) {
    const agent = byId.get(agentId);
    const known = owners.get(extension);
    if (agent === undefined) continue;
    if (known === undefined) owners.set(extension, [agent]);
    else known.push(agent);
  }
  return owners;
}

/** One row for each agent, in their order. */
export function rowsOf(
  bindings: Bindings,
  draft: Draft,
  owners: Owners,
  suggestions: readonly Binding[],
): BindingRow[] {
  const stored = extensionsOf(bindings.bindings);
  const suggested = extensionsOf(suggestions);
  const there = new Set(bindings.extensions.filter(({ exists }) => exists).map(({ number }) => number));
  return bindings.agents.map((agent) => {
    const before = stored.get(agent.id) ?? null;
    const wanted = draft.get(agent.id);
    const extension = wanted === undefined ? before : wanted;
    const given = suggested.get(agent.id) ?? null;
    const suggestion = given !== null && !owners.has(given) && extension === null ? given : null;
    const state = stateOf({ agent, extension, stored: before, suggestion }, owners, there);
    return { agent, extension, stored: before, suggestion, state };
  });
}

function stateOf(
  { agent, extension, stored, suggestion }: Omit<BindingRow, "state">,
  owners: Owners,
  there: ReadonlySet<string>,
): RowState {
  if (extension !== null) {
    const others = (owners.get(extension) ?? []).filter(({ id }) => id !== agent.id);
    if (others.length > 0) return { kind: "conflict", others: others.map(({ name }) => name) };
    if (agent.standing !== "active") return { kind: agent.standing };
    if (!there.has(extension)) return { kind: "deleted" };
  }
  if (extension !== stored) return { kind: "changed", before: stored };
  if (suggestion !== null) return { kind: "suggested", extension: suggestion };
  return { kind: extension === null ? "unbound" : "bound" };
}

/** Those that fit a filter. What was just changed stays in sight until it is saved. */
export function isIn(row: BindingRow, filter: Filter): boolean {
  const isChanged = row.extension !== row.stored;
  switch (filter) {
    case "all":
      return true;
    case "unbound":
      return row.extension === null || row.stored === null;
    case "suggested":
      return row.suggestion !== null || (row.stored === null && isChanged);
    case "trouble":
      return hasTrouble(row);
    case "changed":
      return isChanged;
  }
}

export function hasTrouble({ state }: BindingRow): boolean {
  return ["conflict", "gone", "downgraded", "deleted"].includes(state.kind);
}

/** What can be found by words, made once: folding thousands of names at each keystroke would be felt. */
export type Searchable<T> = { item: T; text: string };

export function searchableAgents(agents: readonly ConsoleAgent[]): ReadonlyMap<number, string> {
  return new Map(agents.map(({ id, name, email }) => [id, fold(`${name} ${email ?? ""}`)]));
}

export function searchableExtensions(
  extensions: readonly ConsoleExtension[],
): Searchable<ConsoleExtension>[] {
  return extensions.map((item) => ({ item, text: fold(`${item.number} ${item.name} ${item.email ?? ""}`) }));
}

/** The words that were typed. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
}

export function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** Those that can be given and have all words: what nobody has first. */
export function choicesFor(
  extensions: readonly Searchable<ConsoleExtension>[],
  owners: Owners,
  typed: string,
): ConsoleExtension[] {
  const words = wordsOf(typed);
  const fitting = extensions.filter(({ item, text }) => item.exists && hasAll(text, words));
  const isFree = ({ item }: Searchable<ConsoleExtension>): boolean => !owners.has(item.number);
  return [...fitting.filter(isFree), ...fitting.filter((one) => !isFree(one))].map(({ item }) => item);
}

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
