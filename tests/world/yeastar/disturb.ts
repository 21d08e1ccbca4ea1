import type { Switches } from "./options.ts";
import type { Envelope } from "./wire.ts";

/** A small seeded generator (mulberry32): numbers from 0 up to, not including, 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Loses, repeats and shuffles one burst of events as the switches say. */
export function disturb(
  burst: readonly Envelope[],
  switches: Switches,
  random: () => number,
  firstIndex = 0,
): Envelope[] {
  const { lose } = switches;
  const kept = burst.filter((envelope, position) =>
    typeof lose === "number" ? lose === 0 || random() >= lose : !lose(envelope, firstIndex + position),
  );
  const repeated = kept.flatMap((envelope) => Array.from({ length: switches.duplicate }, () => envelope));
  return switches.reorder ? shuffled(repeated, random) : repeated;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}
