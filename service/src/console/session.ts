import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AdminEnv } from "../admin/env.ts";
import type { Clock } from "../platform/clock.ts";
import { hashOfToken, newToken } from "../platform/token.ts";
import type { Connection, Database } from "../storage/database.ts";
import { hasEnded, longestMs, shouldNote } from "./core/session-life.ts";
import { addSession, markSeen, readSession, type SessionRow } from "./store.ts";

export type SessionDeps = { db: Database; clock: Clock; publicUrl: string };

/** Begins a session of the operator; what is returned goes into the cookie once it is committed. */
export async function beginSession(
  db: Connection,
  now: number,
  from: { address: string; device: string },
): Promise<string> {
  const { token, hash } = newToken();
  const at = new Date(now);
  const expiresAt = new Date(now + longestMs);
  await addSession(db, { tokenHash: hash, createdAt: at, lastSeenAt: at, expiresAt, ...from });
  return token;
}

/** The session that a request's cookie proves; null when there is none, or it has ended. */
export async function sessionOf(deps: SessionDeps, c: Context<AdminEnv>): Promise<SessionRow | null> {
  const token = cookieOf(deps, c);
  const session = token === undefined ? null : await readSession(deps.db, hashOfToken(token));
  const now = deps.clock.now();
  if (session === null || hasEnded(session, now)) return null;
  if (shouldNote(session, now)) await markSeen(deps.db, session.id, new Date(now));
  return session;
}

export function cookieOf(deps: Pick<SessionDeps, "publicUrl">, c: Context<AdminEnv>): string | undefined {
  return getCookie(c, cookieName(deps.publicUrl));
}

export function giveCookie(deps: Pick<SessionDeps, "publicUrl">, c: Context<AdminEnv>, token: string): void {
  setCookie(c, cookieName(deps.publicUrl), token, {
    ...attributes(deps.publicUrl),
    maxAge: longestMs / 1000,
  });
}

export function takeCookie(deps: Pick<SessionDeps, "publicUrl">, c: Context<AdminEnv>): void {
  deleteCookie(c, cookieName(deps.publicUrl), attributes(deps.publicUrl));
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}

/** Browsers take the first name from this host alone, and by https alone. */
function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? "__Host-deskline" : "deskline";
}

function attributes(publicUrl: string) {
  return { path: "/", httpOnly: true, sameSite: "Strict", secure: isSecure(publicUrl) } as const;
}
