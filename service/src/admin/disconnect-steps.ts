import type { Disconnected } from "@deskline/shared/admin-switch";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";
import { sideTrouble, type Trouble } from "./side-trouble.ts";

export type Steps = Disconnected["steps"];
export type Step = Steps[number];

export type Task = {
  step: Step["step"];
  /** Whether there was something to do. */
  run: () => Promise<boolean>;
};

/** One after the other; after one that the other side did not answer, the rest is not tried. */
export async function stepByStep(log: Logger, integrationId: string, tasks: Task[]): Promise<Steps> {
  const steps: Steps = [];
  let gone: Trouble | null = null;
  for (const { step, run } of tasks) {
    if (gone !== null) {
      steps.push({ step, result: "failed", ...gone });
      continue;
    }
    try {
      steps.push((await run()) ? done(step) : notNeeded(step));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      log.info({ err: error, integrationId, step }, "a step of disconnecting failed");
      const trouble = sideTrouble(error.failure);
      steps.push({ step, result: "failed", ...trouble });
      if (trouble.trouble === "unreachable") gone = trouble;
    }
  }
  return steps;
}

export function done(step: Step["step"]): Step {
  return { step, result: "done", trouble: null, detail: null };
}

export function notNeeded(step: Step["step"]): Step {
  return { step, result: "not_needed", trouble: null, detail: null };
}
