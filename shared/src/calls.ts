import { z } from "zod";

/** Who called whom, seen from the PBX: in from a trunk, out over a trunk, or between extensions. */
export const Direction = z.enum(["inbound", "outbound", "internal"]);
export type Direction = z.infer<typeof Direction>;

/** How a call ended. `answered` means that a human did: IVR and queue legs never count. */
export const Outcome = z.enum(["answered", "no_answer", "busy", "failed", "voicemail", "abandoned"]);
export type Outcome = z.infer<typeof Outcome>;

/** Where a call stands now. */
export const CallState = z.enum(["ringing", "talking", "ended"]);
export type CallState = z.infer<typeof CallState>;
