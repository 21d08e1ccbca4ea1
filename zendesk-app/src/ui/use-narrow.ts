import { useSyncExternalStore } from "react";

const query = globalThis.matchMedia?.("(max-width: 300px)");

/** Whether the frame is too narrow for icons with words. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query?.addEventListener("change", listener);
      return () => query?.removeEventListener("change", listener);
    },
    () => query?.matches ?? false,
    () => false,
  );
}
