import { GatewayError } from "../platform/gateway-error.ts";
import { waitToLook } from "./core/record-look.ts";
import { takeRoom } from "./take-room.ts";
import { tellRefused } from "./tell-refused.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** What Zendesk takes no key for that would make a repetition harmless. */
export type Sending<T> = {
  /** The ticket that is updated by it. */
  ticketId: number | null;
  /** Notes that an attempt is made at that instant, or with -1 that the last one certainly came to nothing. */
  note: (by: 1 | -1, at: Date) => Promise<void>;
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
  const at = new Date(deps.clock.now());
  await note(1, at);
  try {
    return { kind: "written", answer: await send() };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.failure.kind === "rejected") {
      await tellRefused(deps, work, ["voice_comment"], error.failure.detail);
      return { kind: "refused" };
    }
    if (!error.ambiguous) await note(-1, at);
    throw error;
  }
}

/** Lets what was sent and not answered be looked for. @throws {GatewayError} `rate_limited` while it may still be carried out */
export function mayLook({ clock }: Pick<LogCallDeps, "clock">, sentAt: Date | null): void {
  const retryAfterMs = waitToLook(sentAt?.getTime() ?? null, clock.now());
  if (retryAfterMs === 0) return;
  const seconds = Math.ceil(retryAfterMs / 1000);
  const because = `may still carry out what it has not answered, it is looked for in ${seconds} s`;
  throw new GatewayError("Zendesk", { kind: "rate_limited", retryAfterMs, because });
}
