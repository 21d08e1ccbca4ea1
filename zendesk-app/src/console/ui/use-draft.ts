import { useState } from "react";

export type Draft<Values> = {
  values: Values;
  set<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  /** What differs from what is stored. */
  changes: Partial<Values>;
  dirty: boolean;
  reset(): void;
  /** What was `sent` is stored; what was typed since stays. */
  dropSent(sent: Record<string, unknown>): void;
};

/** A form over values that may change beneath it: what was not touched follows what is stored. */
export function useDraft<Values extends Record<string, unknown>>(stored: Values): Draft<Values> {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const changes = changedOf(stored, typed);
  return {
    values: { ...stored, ...typed },
    set: (name, value) => setTyped((before) => ({ ...before, [name]: value })),
    changes,
    dirty: Object.keys(changes).length > 0,
    reset: () => setTyped({}),
    dropSent: (sent) => setTyped((now) => typedSince(sent, now)),
  };
}

/** What is typed and was not sent like that. */
export function typedSince<Values extends Record<string, unknown>>(
  sent: Record<string, unknown>,
  typed: Partial<Values>,
): Partial<Values> {
  return changedOf(sent as Partial<Values>, typed);
}

function changedOf<Values extends Record<string, unknown>>(
  stored: Partial<Values>,
  typed: Partial<Values>,
): Partial<Values> {
  const changed = Object.entries(typed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name]),
  );
  return Object.fromEntries(changed) as Partial<Values>;
}
