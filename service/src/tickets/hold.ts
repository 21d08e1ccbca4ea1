import { lockCall, saveLogging, trace } from "../calls/store.ts";
import { isCallSwitchedOff } from "../integrations/switch.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../storage/database.ts";
import { switchedOff } from "./release.ts";

/** Keeps a call back while its integration is switched off; false when it is on. */
export async function holdWhileOff(
  { db, clock }: { db: Database; clock: Clock },
  callId: string,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await isCallSwitchedOff(tx, callId))) return false;
    const call = await lockCall(tx, callId);
    if (call?.logging !== "pending") return true;
    await saveLogging(tx, callId, { logging: "held", loggingReason: null });
    await trace(tx, callId, "held", { because: switchedOff }, new Date(clock.now()));
    return true;
  });
}
