import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from "react";
import type { Api } from "./api/api.ts";
import type { Live } from "./live/live.ts";
import type { StreamState, Watch } from "./live/schema.ts";
import type { Zaf } from "./zaf/zaf.ts";

/** What every view of this frame works with. */
export type Frame = {
  zaf: Zaf;
  api: Api;
  live: Live;
  /** Whether Zendesk knows the agent as an administrator. */
  admin: boolean;
};

const FrameContext = createContext<Frame | null>(null);

export function FrameProvider({ value, children }: { value: Frame; children: ReactNode }) {
  return <FrameContext.Provider value={value}>{children}</FrameContext.Provider>;
}

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error("There is no FrameProvider above");
  return frame;
}

/** Says whom this frame shows, so that their calls come by the live stream; give the same object for the same people. */
export function useWatch(watch: Watch): void {
  const { live } = useFrame();
  useEffect(() => live.watch(watch), [live, watch]);
}

export function useLiveState(): StreamState {
  const { live } = useFrame();
  return useSyncExternalStore(live.subscribe, live.state);
}

/** Since when the service does not answer; null while it does. */
export function useLostSince(): number | null {
  const { reachability } = useFrame().api;
  return useSyncExternalStore(reachability.subscribe, reachability.lostSince);
}

export function useSessionOver(): boolean {
  const { reachability } = useFrame().api;
  return useSyncExternalStore(reachability.subscribe, reachability.over);
}
