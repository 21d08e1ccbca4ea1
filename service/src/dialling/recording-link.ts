import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/json.ts";
import { createSecretBox, deriveKeys, SecretError, type SecretKeys } from "../platform/secrets.ts";

/** What a link gives: one recording of one call, to whoever has it, for a while. */
const Contents = z.object({
  integrationId: z.uuid(),
  callId: z.uuid(),
  index: z.int().min(0),
  /** Who asked for it. */
  agentId: z.int().positive(),
  endsAt: z.number(),
});
export type LinkedRecording = Omit<z.infer<typeof Contents>, "endsAt">;

export type RecordingLinks = {
  lifeMs: number;
  /** A token that needs no session beside it: an audio element cannot send one. */
  make(recording: LinkedRecording): string;
  /** Null for one that is over, was changed, or is none of ours. */
  read(token: string): LinkedRecording | null;
};

const purpose = "deskline-recording";
const lifeMs = 10 * 60_000;

/** Links to recordings: sealed, so that nothing is stored and neither number nor file name stands in an address. */
export function createRecordingLinks(keys: SecretKeys, clock: Clock): RecordingLinks {
  const box = createSecretBox(deriveKeys(keys, purpose));
  return {
    lifeMs,
    make: (recording) => box.seal(JSON.stringify({ ...recording, endsAt: clock.now() + lifeMs }), purpose),
    read(token) {
      try {
        const { endsAt, ...recording } = Contents.parse(parseJson(box.open(token, purpose)));
        return clock.now() < endsAt ? recording : null;
      } catch (error) {
        if (error instanceof SecretError) return null;
        throw error;
      }
    },
  };
}
