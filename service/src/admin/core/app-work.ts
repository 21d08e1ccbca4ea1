import type { AppState } from "@deskline/shared/admin-zendesk";

type AppWork = NonNullable<AppState["work"]>;

/** An installation of which nothing was heard for so long has been lost, and may be begun anew. */
const lostAfterMs = 5 * 60_000;

export function isLost({ state, at }: AppWork, now: number): boolean {
  return state === "running" && now - at >= lostAfterMs;
}

/** As it is shown: one that was lost has failed, else it would seem to run for ever. */
export function shownWork(work: AppWork | null, now: number): AppWork | null {
  return work !== null && isLost(work, now) ? { ...work, state: "failed", progress: null } : work;
}
