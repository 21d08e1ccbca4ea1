import { afterEach, beforeEach, expect } from "vitest";
import { furnish } from "./scenarios.ts";
import type { YeastarOptions } from "./options.ts";
import { startYeastar, type YeastarSimulator } from "./simulator.ts";

/** What the tests of the simulator share: one furnished PBX per test, a clock, a client with a token. */

export type Reply = Record<string, unknown> & { errcode: number };
export type Row = Record<string, unknown>;

export let pbx: YeastarSimulator;
export let token = "";
let clock = 0;

/** 2026-09-21 14:03:21 in Berlin; a call's `wait` moves it on. */
const start = Date.parse("2026-09-21T12:03:21Z");

export function simulatorPerTest(): void {
  beforeEach(async () => {
    clock = start;
    await restart();
  });
  afterEach(() => pbx.close());
}

export async function restart(options: YeastarOptions = {}): Promise<void> {
  pbx = await startYeastar({ now: () => clock, advance: pass, ...options });
  furnish(pbx);
  token = String((await logIn()).access_token);
}

export function pass(ms: number): void {
  clock += ms;
}

export function takeToken(other: string): void {
  token = other;
}

/** One request with the token, a GET unless there is a body. */
export async function ask(path: string, body?: unknown, version = "v1.0"): Promise<Reply> {
  const url = `${pbx.url}/openapi/${version}/${path}${path.includes("?") ? "&" : "?"}access_token=${token}`;
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url, { headers: { "User-Agent": "OpenAPI" }, ...init });
  expect(response.status).toBe(200);
  return (await response.json()) as Reply;
}

export function logIn(password = pbx.clientSecret): Promise<Reply> {
  return ask("get_token", { username: pbx.clientId, password });
}

export function rowsOf(reply: Reply): Row[] {
  return reply.data as Row[];
}
