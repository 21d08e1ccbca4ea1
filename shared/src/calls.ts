import { z } from "zod";

/** Who called whom, seen from the PBX: in from a trunk, out over a trunk, or between extensions. */
export const Direction = z.enum(["inbound", "outbound", "internal"]);
export type Direction = z.infer<typeof Direction>;

/** How a call ended. `answered` means that a human did: IVR and queue legs never count. */
export const Outcome = z.enum(["answered", "no_answer", "busy", "failed", "voicemail", "abandoned"]);
export type Outcome = z.infer<typeof Outcome>;

/**
 * Why a call came to nobody, or what somebody wanted of it was refused. `phone_not_registered` is the phone
 * of whoever had it dialled; `failed` is all that the PBX tells in words of its own.
 */
export const FailureKind = z.enum([
  "no_permission",
  "wrong_number",
  "no_line",
  "busy",
  "declined",
  "no_answer",
  "unreachable",
  "phone_not_registered",
  "failed",
]);
export type FailureKind = z.infer<typeof FailureKind>;

/** Where a call stands now. */
export const CallState = z.enum(["ringing", "talking", "ended"]);
export type CallState = z.infer<typeof CallState>;
