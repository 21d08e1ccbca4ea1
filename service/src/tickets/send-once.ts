import { GatewayError } from "../platform/gateway-error.ts";
import { takeRoom } from "./take-room.ts";
import { tellRefused } from "./tell-refused.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** What Zendesk takes no key for that would make a repetition harmless. */
export type Sending<T> = {
  /** The ticket that is updated by it. */
  ticketId: number | null;
  /** Notes that an attempt is about to be made, or with -1 that the last one certainly came to nothing. */
  note: (by: 1 | -1) => Promise<void>;
  send: () => Promise<T>;
};

export type Sent<T> = { kind: "written"; answer: T } | { kind: "refused" };

/** Sends a call record or its comment; a refusal is told, and leaves the ticket as it is. @throws {GatewayError} */
export async function sendOnce<T>(
  deps: LogCallDeps,
  work: Work,
  { ticketId, note, send }: Sending<T>,
): Promise<Sent<T>> {
  if (ticketId !== null) await takeRoom(deps, work.integration, ticketId);
  await note(1);
  try {
    return { kind: "written", answer: await send() };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.failure.kind === "rejected") {
      await tellRefused(deps, work, ["voice_comment"], error.failure.detail);
      return { kind: "refused" };
    }
    if (!error.ambiguous) await note(-1);
    throw error;
  }
}
