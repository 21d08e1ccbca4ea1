import type { ErrorCode } from "@deskline/shared/errors";
import type { Pair } from "./auto-bind.ts";

/** What there is to bind: agents that can take calls, and extensions that the PBX has. */
export type Known = { agentIds: ReadonlySet<number>; extensions: ReadonlySet<string> };

/** Why bindings cannot stand; null when they can. What is bound already stays, also when a side of it is gone. */
export function mistakeIn(
  before: readonly Pair[],
  after: readonly Pair[],
  known: Known,
): Extract<ErrorCode, "agent_twice" | "extension_twice" | "agent_unknown" | "extension_unknown"> | null {
  if (new Set(after.map(({ extension }) => extension)).size < after.length) return "extension_twice";
  if (new Set(after.map(({ agentId }) => agentId)).size < after.length) return "agent_twice";
  const { made } = changesOf(before, after);
  if (made.some(({ agentId }) => !known.agentIds.has(agentId))) return "agent_unknown";
  if (made.some(({ extension }) => !known.extensions.has(extension))) return "extension_unknown";
  return null;
}

/** Which bindings are made and which undone. */
export function changesOf<Before extends Pair, After extends Pair>(
  before: readonly Before[],
  after: readonly After[],
): { made: After[]; undone: Before[] } {
  const keys = (pairs: readonly Pair[]) => new Set(pairs.map(keyOf));
  const [had, has] = [keys(before), keys(after)];
  return {
    made: after.filter((pair) => !had.has(keyOf(pair))),
    undone: before.filter((pair) => !has.has(keyOf(pair))),
  };
}

function keyOf({ agentId, extension }: Pair): string {
  return `${agentId} ${extension}`;
}

/** All bindings with one more: what either side of it was bound to before is undone. */
export function withBinding<Before extends Pair>(bindings: readonly Before[], pair: Before): Before[] {
  return [
    ...bindings.filter(({ agentId, extension }) => agentId !== pair.agentId && extension !== pair.extension),
    pair,
  ];
}
