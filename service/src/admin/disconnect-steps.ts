import type { Disconnected } from "@deskline/shared/admin-switch";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";

export type Steps = Disconnected["steps"];
export type Step = Steps[number];

export type Task = {
  step: Step["step"];
  /** What somebody does when this fails. */
  byHand: string;
  /** Whether there was something to do. */
  run: () => Promise<boolean>;
};

/** One after the other; after one that the other side did not answer, the rest is not tried. */
export async function stepByStep(log: Logger, integrationId: string, tasks: Task[]): Promise<Steps> {
  const steps: Steps = [];
  let gone: string | null = null;
  for (const { step, byHand, run } of tasks) {
    if (gone !== null) {
      steps.push({ step, result: "failed", detail: `${gone} ${byHand}` });
      continue;
    }
    try {
      steps.push((await run()) ? done(step) : notNeeded(step));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      log.info({ err: error, integrationId, step }, "a step of disconnecting failed");
      const words = `${error.message}.`;
      steps.push({ step, result: "failed", detail: `${words} ${byHand}` });
      if (["unreachable", "unavailable"].includes(error.failure.kind)) gone = words;
    }
  }
  return steps;
}

export function done(step: Step["step"]): Step {
  return { step, result: "done", detail: null };
}

export function notNeeded(step: Step["step"]): Step {
  return { step, result: "not_needed", detail: null };
}
