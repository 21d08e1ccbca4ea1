import type { PhoneState } from "@deskline/shared/app";
import type { Call } from "../../calls/core/call.ts";

/** What calls that run say of an extension's phone, else whether the PBX has it registered. */
export function phoneStateOf(
  extension: string,
  running: Call[],
  registered: boolean | undefined,
): PhoneState {
  const states = running.flatMap(({ legs }) =>
    legs.flatMap((leg) => (leg.kind === "extension" && leg.number === extension ? [leg.state] : [])),
  );
  if (states.some((state) => state === "talking" || state === "held" || state === "calling")) return "busy";
  if (states.includes("ringing")) return "ringing";
  if (registered === undefined) return "unknown";
  return registered ? "idle" : "not_registered";
}
