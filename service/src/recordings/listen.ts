import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import type { CallRow } from "../calls/store.ts";
import { findRecording, type FindDeps } from "../dialling/recording.ts";
import type { RecordingLinks } from "../dialling/recording-link.ts";

export type ListenDeps = FindDeps & { recordingLinks: RecordingLinks };

export type Listening = { kind: "plays"; urls: string[] } | { kind: "not_now"; code: ErrorCode };

/** Addresses at which an agent can have a call's recordings played for a while; those that cannot be are left out. @throws {GatewayError} */
export async function listenTo(deps: ListenDeps, agent: Agent, call: CallRow): Promise<Listening> {
  const count = call.summary?.recordings.length ?? 0;
  const { integration, id: agentId } = agent;
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
