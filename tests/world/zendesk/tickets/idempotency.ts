import { createHash } from "node:crypto";
import type { Call, Reply } from "../server/call.ts";
import { invalidAttribute, Refusal } from "../server/refusal.ts";

type Remembered = { bodyHash: string; outcome: Reply | Refusal; at: number };

const lifeMs = 2 * 60 * 60_000;
const maxKeyLength = 255;

export type Idempotency = { once(call: Call, work: () => Reply): Reply };

/** Keeps the answer to each `Idempotency-Key` for two hours, a refusal as well. */
export function createIdempotency(): Idempotency {
  const remembered = new Map<string, Remembered>();
  return {
    once(call, work) {
      const key = call.headers.get("idempotency-key");
      if (key === null) return work();
      if (key.length > maxKeyLength || key === "")
        throw invalidAttribute("Idempotency-Key", "1 to 255 characters");
      const bodyHash = createHash("sha256").update(call.raw).digest("hex");
      const known = remembered.get(key);
      if (known !== undefined && call.account.now() - known.at < lifeMs) {
        if (known.bodyHash !== bodyHash) {
          const description = "The request parameters don't match the given idempotency key";
          throw new Refusal(400, { error: "IdempotentRequestError", description });
        }
        return withLookup(replyOf(known.outcome), "hit");
      }
      const outcome = outcomeOf(work);
      remembered.set(key, { bodyHash, outcome, at: call.account.now() });
      return withLookup(replyOf(outcome), "miss");
    },
  };
}

function outcomeOf(work: () => Reply): Reply | Refusal {
  try {
    const reply = work();
    return { ...reply, body: structuredClone(reply.body) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function replyOf(outcome: Reply | Refusal): Reply {
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

function withLookup(reply: Reply, lookup: "hit" | "miss"): Reply {
  return { ...reply, headers: { ...reply.headers, "x-idempotency-lookup": lookup } };
}
