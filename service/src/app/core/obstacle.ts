import type { Obstacle } from "@deskline/shared/app";

export type Hindrance = {
  status: "draft" | "connected" | "disabled" | "reconnect_needed";
  /** The agent's extension. */
  extension: string | null;
};

/** What keeps an agent from working with calls now; the widest comes first. */
export function obstacleOf({ status, extension }: Hindrance): Obstacle | null {
  if (status === "disabled") return "integration_disabled";
  if (status !== "connected") return "not_connected";
  return extension === null ? "not_bound" : null;
}
