import type { CallView, PhoneState } from "@deskline/shared/app";
import { ownPart } from "./core/own-part.ts";

/**
 * How the agent's phone is. Calls come by the live stream, what the PBX says of phones does not: that counts for what
 * no call tells.
 */
export function phoneNow(told: PhoneState, calls: CallView[], extension: string | null): PhoneState {
  const states = calls.flatMap((call) => ownPart(call, extension)?.state ?? []);
  if (states.some((state) => state !== "ringing")) return "busy";
  if (states.length > 0) return "ringing";
  return told === "ringing" || told === "busy" ? "idle" : told;
}
