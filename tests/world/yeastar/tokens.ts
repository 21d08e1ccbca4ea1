import { randomBytes } from "node:crypto";
import { z } from "zod";
import { endpoint, failure, success, type Answer, type Endpoint } from "./api.ts";

const LIVE_TOKENS = 8;
const FAILURES_UNTIL_BLOCKED = 5;

type Pair = { access: string; accessUntil: number; refresh: string; refreshUntil: number };

export type TokenOptions = {
  clientId: string;
  clientSecret: string;
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  now: () => number;
};

/** The tokens of the PBX's one application, and the addresses that failed too often. */
export class Tokens {
  readonly #options: TokenOptions;
  readonly #failures = new Map<string, number>();
  #pairs: Pair[] = [];

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  isLive(access: string): boolean {
    return this.#pairs.some((pair) => pair.access === access && this.#options.now() < pair.accessUntil);
  }

  isBlocked(ip: string): boolean {
    return (this.#failures.get(ip) ?? 0) >= FAILURES_UNTIL_BLOCKED;
  }

  unblock(): void {
    this.#failures.clear();
  }

  liveCount(): number {
    return this.#pairs.filter((pair) => this.#options.now() < pair.accessUntil).length;
  }

  /** Forgets every token, as a restart or a regenerated secret does. */
  revokeAll(): void {
    this.#pairs = [];
  }

  endpoints(): Endpoint[] {
    return [
      endpoint(
        "POST",
        "get_token",
        { username: z.string(), password: z.string() },
        ({ username, password }, { ip }) => this.#logIn(username, password, ip),
        { open: true },
      ),
      endpoint(
        "POST",
        "refresh_token",
        { refresh_token: z.string() },
        ({ refresh_token }, { ip }) => this.#refresh(refresh_token, ip),
        { open: true },
      ),
      endpoint("GET", "del_token", {}, (_, { token }) => {
        this.#pairs = this.#pairs.filter((pair) => pair.access !== token);
        return success();
      }),
    ];
  }

  #logIn(username: string, password: string, ip: string): Answer {
    const { clientId, clientSecret } = this.#options;
    if (username !== clientId || password !== clientSecret) return this.#failed(ip, 10005);
    this.#failures.delete(ip);
    if (this.liveCount() >= LIVE_TOKENS) return failure(60002);
    return this.#issue();
  }

  #refresh(refresh: string, ip: string): Answer {
    const old = this.#pairs.find((pair) => pair.refresh === refresh);
    if (!old) return this.#failed(ip, 10004);
    this.#pairs = this.#pairs.filter((pair) => pair !== old);
    return this.#options.now() < old.refreshUntil ? this.#issue() : failure(10004);
  }

  #failed(ip: string, errcode: number): Answer {
    this.#failures.set(ip, (this.#failures.get(ip) ?? 0) + 1);
    return failure(errcode);
  }

  #issue(): Answer {
    const { accessTokenSeconds, refreshTokenSeconds, now } = this.#options;
    const pair: Pair = {
      access: randomBytes(16).toString("hex"),
      accessUntil: now() + accessTokenSeconds * 1000,
      refresh: randomBytes(16).toString("hex"),
      refreshUntil: now() + refreshTokenSeconds * 1000,
    };
    this.#pairs.push(pair);
    return success({
      access_token_expire_time: accessTokenSeconds,
      access_token: pair.access,
      refresh_token_expire_time: refreshTokenSeconds,
      refresh_token: pair.refresh,
    });
  }
}
