import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import type { ConsoleApi } from "./api/console-api.ts";
import type { Gate } from "./api/gate.ts";
import type { Preferences } from "./prefs/preferences.ts";

/** What every page of the console works with. */
export type Console = {
  api: ConsoleApi;
  gate: Gate;
  preferences: Preferences;
  /** Inside Zendesk, for an administrator of one integration. */
  embedded: boolean;
};

const ConsoleContext = createContext<Console | null>(null);

export function ConsoleProvider({ value, children }: { value: Console; children: ReactNode }) {
  return <ConsoleContext.Provider value={value}>{children}</ConsoleContext.Provider>;
}

export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (value === null) throw new Error("There is no ConsoleProvider above");
  return value;
}

/** Since when the service does not answer; null while it does. */
export function useLostSince(): number | null {
  const { reachability } = useConsole().api;
  return useSyncExternalStore(reachability.subscribe, reachability.lostSince);
}
