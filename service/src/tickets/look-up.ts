import { trace, type CallRow } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { LogCallDeps } from "./work.ts";

/**
 * What Zendesk answers to a question of the rules; where it refuses the answer, `otherwise`, and the trace of the call
 * tells: no ticket is lost for want of it. @throws {GatewayError} where asking again may help
 */
export async function lookUp<T>(
  { db, clock }: Pick<LogCallDeps, "db" | "clock">,
  call: CallRow,
  of: "open_tickets" | "tags",
  ask: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    await trace(db, call.id, "look_up_refused", { of, because: error.message }, new Date(clock.now()));
    return otherwise;
  }
}
