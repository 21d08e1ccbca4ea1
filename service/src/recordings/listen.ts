import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import { maySee } from "../calls/core/may-see.ts";
import type { CallRow } from "../calls/store.ts";
import type { DiallingDeps } from "../dialling/deps.ts";
import { findRecording } from "../dialling/recording.ts";
import type { RecordingLinks } from "../dialling/recording-link.ts";
import type { TicketReach } from "../tickets/ports.ts";
import { reaches } from "../tickets/reach.ts";

export type ListenDeps = DiallingDeps & {
  recordingLinks: RecordingLinks;
  zendeskOf: (integrationId: string) => Promise<TicketReach>;
};

export type Listening = { kind: "plays"; urls: string[] } | { kind: "not_now"; code: ErrorCode };

/** Addresses at which an agent can have a call's recordings played for a while; those that cannot be are left out. @throws {GatewayError} */
export async function listenTo(deps: ListenDeps, agent: Agent, call: CallRow): Promise<Listening> {
  const count = call.summary?.recordings.length ?? 0;
  if (count === 0 || !maySee(agent.extension, call)) return { kind: "not_now", code: "call_unknown" };
  const { integration, id: agentId } = agent;
  if (call.ticketId !== null && !(await reaches(deps.zendeskOf, agent, call.ticketId)))
    return { kind: "not_now", code: "call_unknown" };
  const found = await Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      index,
      obstacle: await findRecording(deps, agent, call.id, index),
    })),
  );
  const urls = found
    .filter(({ obstacle }) => obstacle === null)
    .map(({ index }) =>
      deps.recordingLinks.make({ integrationId: integration.id, callId: call.id, index, agentId }),
    )
    .map((token) => `/api/app/recordings/${token}`);
  if (urls.length > 0) return { kind: "plays", urls };
  return { kind: "not_now", code: found[0]?.obstacle ?? "recording_gone" };
}
