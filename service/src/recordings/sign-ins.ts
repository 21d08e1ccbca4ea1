import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/json.ts";
import { createSecretBox, deriveKeys, SecretError, type SecretKeys } from "../platform/secrets.ts";

const Contents = z.object({ integrationId: z.uuid(), callId: z.uuid(), endsAt: z.number() });
export type SignIn = Omit<z.infer<typeof Contents>, "endsAt">;

export type SignIns = {
  lifeMs: number;
  /** The `state` with which somebody is sent to Zendesk. */
  make(signIn: SignIn): string;
  /** Null for what is not of a sign-in. */
  read(state: string): SignIn | "over" | null;
};

const purpose = "deskline-sign-in";
const lifeMs = 10 * 60_000;

/** Agents on their way to sign in for a recording: sealed, so that nothing is stored of who only looks. */
export function createSignIns(keys: SecretKeys, clock: Clock): SignIns {
  const box = createSecretBox(deriveKeys(keys, purpose));
  return {
    lifeMs,
    make: (signIn) => box.seal(JSON.stringify({ ...signIn, endsAt: clock.now() + lifeMs }), purpose),
    read(state) {
      try {
        const { endsAt, ...signIn } = Contents.parse(parseJson(box.open(state, purpose)));
        return clock.now() < endsAt ? signIn : "over";
      } catch (error) {
        if (error instanceof SecretError) return null;
        throw error;
      }
    },
  };
}
