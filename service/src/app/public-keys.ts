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

type Entry = { key: KeyObject; readAt: number; triedAt: number };

/** A signature that does not fit has the key read anew at most this often, so that nobody can make us ask Zendesk for nothing. */
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

  function readAnew({ baseUrl, appId }: KeyOwner): Promise<KeyObject> {
    const name = `${appId} ${baseUrl}`;
    return readings(name, async () => {
      const before = known.get(name);
      if (before !== undefined) before.triedAt = deps.clock.now();
      const pem = await deps.read(baseUrl, appId);
      // The same key stays the same object, so that a change can be told by it.
      const read = keyIn(pem);
      const key = before?.key.equals(read) === true ? before.key : read;
      const now = deps.clock.now();
      known.set(name, { key, readAt: now, triedAt: before === undefined ? 0 : now });
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
      const entry = known.get(`${owner.appId} ${owner.baseUrl}`);
      if (entry === undefined) return readAnew(owner);
      const now = deps.clock.now();
      const due = now - entry.readAt >= oldAfterMs && now - entry.triedAt >= pauseMs;
      return due ? readIfPossible(owner, entry.key) : entry.key;
    },
    async keyAfter(owner, unfit) {
      const entry = known.get(`${owner.appId} ${owner.baseUrl}`);
      if (entry === undefined) return null;
      if (entry.key !== unfit) return entry.key;
      if (deps.clock.now() - entry.triedAt < pauseMs) return null;
      const key = await readIfPossible(owner, unfit);
      return key === unfit ? null : key;
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
