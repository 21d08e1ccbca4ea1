import { useRef, useState } from "react";
import { Unreachable } from "../../api/problem.ts";

export type Action<Input, Result> = {
  run(input: Input): Promise<Result | undefined>;
  running: boolean;
  /** Why the last run failed; null when it did not. */
  error: unknown;
  clear(): void;
};

/**
 * Something that a button does: once at a time, however often it is pressed. `key` is the same when the same is tried
 * again since no answer came, so that the service does it once.
 */
export function useAction<Input, Result>(
  work: (input: Input, key: string) => Promise<Result>,
): Action<Input, Result> {
  const [state, setState] = useState<{ running: boolean; error: unknown }>({ running: false, error: null });
  const busy = useRef(false);
  const unanswered = useRef<{ input: string; key: string } | null>(null);

  async function run(input: Input): Promise<Result | undefined> {
    if (busy.current) return undefined;
    busy.current = true;
    setState({ running: true, error: null });
    const text = JSON.stringify(input) ?? "";
    const key = unanswered.current?.input === text ? unanswered.current.key : newKey();
    unanswered.current = { input: text, key };
    let failure: unknown = null;
    try {
      return await work(input, key);
    } catch (error) {
      failure = error;
      return undefined;
    } finally {
      if (!(failure instanceof Unreachable)) unanswered.current = null;
      busy.current = false;
      setState({ running: false, error: failure });
    }
  }

  return { run, ...state, clear: () => setState((now) => ({ ...now, error: null })) };
}

/** Pages that come by plain HTTP have no `crypto.randomUUID`. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
