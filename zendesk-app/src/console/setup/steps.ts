import type { IntegrationDetail, ProblemKind } from "@deskline/shared/admin";
import type { z } from "zod";

export const stepNames = ["pbx", "events", "zendesk", "app", "agents"] as const;
export type StepName = (typeof stepNames)[number];
export type Step = { name: StepName; state: "todo" | "done" | "broken" };

type Problem = z.infer<typeof ProblemKind>;

/** Which step cures a problem; null where none does. */
export const stepOfProblem: Record<Problem, StepName | null> = {
  pbx_log_in_refused: "pbx",
  pbx_unreachable: "pbx",
  pbx_certificate: "pbx",
  reconnect_needed: "zendesk",
  ticket_settings_unreadable: null,
  no_events: "events",
  events_failed: null,
  calls_parked: null,
  app_not_linked: "app",
  app_outdated: "app",
  nobody_bound: "agents",
  binding_broken: "agents",
  ticket_fields_refused: null,
  recordings_not_removed: null,
};

/** How far the set-up is, in the order in which it is done. */
export function stepsOf(integration: IntegrationDetail): Step[] {
  const broken = new Set(integration.problems.map(({ kind }) => stepOfProblem[kind]));
  return stepNames.map((name) => {
    if (!isDone(integration, name)) return { name, state: isRefused(integration, name) ? "broken" : "todo" };
    return { name, state: broken.has(name) ? "broken" : "done" };
  });
}

function isDone(
  { pbx, lastEventAt, status, zendesk, app, boundAgents }: IntegrationDetail,
  name: StepName,
): boolean {
  switch (name) {
    case "pbx":
      // One that was entered at the command line, and has told of something, needs no test.
      return (
        pbx.url !== null &&
        pbx.clientId !== null &&
        pbx.secretSet &&
        (pbx.about !== null || lastEventAt !== null)
      );
    case "events":
      return lastEventAt !== null;
    case "zendesk":
      return status === "connected" || status === "reconnect_needed" || zendesk.scope !== null;
    case "app":
      return app.linked;
    case "agents":
      return boundAgents > 0;
  }
}

/** Whether what has to be done was tried and did not work. */
function isRefused({ zendesk, app, problems }: IntegrationDetail, name: StepName): boolean {
  if (name === "zendesk")
    return zendesk.lastAuthorization !== null && zendesk.lastAuthorization.kind !== "connected";
  if (name === "app") return app.work?.state === "failed";
  return name === "pbx" && problems.some(({ kind }) => stepOfProblem[kind] === "pbx");
}

/** The first that is not done; null when all are. */
export function nextStep(steps: readonly Step[]): StepName | null {
  return steps.find(({ state }) => state !== "done")?.name ?? null;
}
