import { createPublicKey, type KeyObject } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";
import { singleFlight } from "../platform/single-flight.ts";

/** Whose key: an app in the account at this address. */
export type KeyOwner = { baseUrl: string; appId: number };

export type PublicKeys = {
  /** The key as it is known, asked for when it is not. @throws {GatewayError} when it never was and cannot be asked for */
  keyOf(owner: KeyOwner): Promise<KeyObject>;
  /** The key that has taken the place of one that does not fit; null when there is none, as far as can be known now. */
  keyAfter(owner: KeyOwner, unfit: KeyObject): Promise<KeyObject | null>;
};

/** `triedAt` is when it was last read anew, or tried to. */
type Entry = { key: KeyObject; readAt: number; triedAt: number };

/** A known key is read anew at most this often, so that nobody can have us ask Zendesk for nothing. */
const pauseMs = 60_000;
/** A key that was withdrawn without a token of the new one coming must not be believed for ever. */
const oldAfterMs = 3600_000;

/**
 * Public keys of apps, kept in memory. While Zendesk cannot be asked, the key that is known goes on.
 * `read` gives a key as PEM.
 */
export function createPublicKeys(deps: {
  clock: Clock;
  log: Logger;
  read: (baseUrl: string, appId: number) => Promise<string>;
}): PublicKeys {
  const known = new Map<string, Entry>();
  const readings = singleFlight<KeyObject>();

  const nameOf = ({ baseUrl, appId }: KeyOwner) => `${appId} ${baseUrl}`;

  /** Whoever asks while it is being read waits for that; whoever asks soon after gets what was read then. */
  function readAnew(owner: KeyOwner): Promise<KeyObject> {
    return readings(nameOf(owner), async () => {
      const before = known.get(nameOf(owner));
      const now = deps.clock.now();
      if (before !== undefined) {
        if (now - before.triedAt < pauseMs) return before.key;
        before.triedAt = now;
      }
      const read = keyIn(await deps.read(owner.baseUrl, owner.appId));
      // The same key stays the same object: by it a change is told.
      const key = before?.key.equals(read) === true ? before.key : read;
      known.set(nameOf(owner), { key, readAt: now, triedAt: before?.triedAt ?? 0 });
      return key;
    });
  }

  async function readIfPossible(owner: KeyOwner, otherwise: KeyObject): Promise<KeyObject> {
    try {
      return await readAnew(owner);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      deps.log.warn({ err: error, appId: owner.appId }, "public key not read anew, the known one goes on");
      return otherwise;
    }
  }

  return {
    async keyOf(owner) {
      const entry = known.get(nameOf(owner));
      if (entry === undefined) return readAnew(owner);
      const old = deps.clock.now() - entry.readAt >= oldAfterMs;
      return old ? readIfPossible(owner, entry.key) : entry.key;
    },
    async keyAfter(owner, unfit) {
      const present = known.get(nameOf(owner))?.key;
      const key = present === unfit ? await readIfPossible(owner, unfit) : present;
      return key === undefined || key === unfit ? null : key;
    },
  };
}

/** @throws {GatewayError} for what is no RSA key of a size that can be trusted */
function keyIn(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === "rsa" && bits >= 2048) return key;
    throw new Error(`a key of ${bits} bits, type ${key.asymmetricKeyType ?? "unknown"}`);
  } catch (error) {
    const detail = `public key: ${error instanceof Error ? error.message : "unreadable"}`;
    throw new GatewayError("Zendesk", { kind: "malformed", detail }, { cause: error });
  }
}
