import type { ErrorCode } from "@deskline/shared/errors";
import { operator } from "../admin/actor.ts";
import { audit } from "../admin/audit.ts";
import { hashPassword, isPassword, weaknessOfPassword } from "./password.ts";
import { beginSession } from "./session.ts";
import { isSetupToken, useSetupToken, type LinkDeps } from "./setup-link.ts";
import { endSession, endSessions, hasLoggedIn, readPassword, savePassword } from "./store.ts";
import { takeTry } from "./throttle.ts";

/** From where somebody logs in. */
export type From = { address: string; device: string };

export type Refused = { kind: "refused"; code: ErrorCode };
export type TooSoon = { kind: "too_soon"; ms: number };
/** The token is for the cookie. */
export type LoggedIn = { kind: "logged_in"; token: string };

const by = { actor: operator, integration: null };

/** Sets the password with a link. Whoever was logged in with the one before is not any more. */
export async function setUp(
  deps: LinkDeps,
  { token, password }: { token: string; password: string },
  from: From,
): Promise<LoggedIn | Refused> {
  const { db, clock } = deps;
  if (!(await isSetupToken(deps, token))) return { kind: "refused", code: "setup_link_over" };
  const weakness = await weaknessOfPassword(password);
  if (weakness !== null) return { kind: "refused", code: weakness };
  const hash = await hashPassword(password);
  const now = clock.now();
  return db.transaction(async (tx): Promise<LoggedIn | Refused> => {
    if (!(await useSetupToken(tx, token, now))) return { kind: "refused", code: "setup_link_over" };
    await savePassword(tx, hash);
    await endSessions(tx, null);
    await audit(tx, by, "password.set", { after: { address: from.address } });
    return { kind: "logged_in", token: await beginSession(tx, now, from) };
  });
}

export async function logIn(
  deps: LinkDeps,
  password: string,
  from: From,
): Promise<LoggedIn | Refused | TooSoon> {
  const { db, clock } = deps;
  const stored = await readPassword(db);
  if (stored === null) return { kind: "refused", code: "password_not_set" };
  const tried = await takeTry(deps, from.address, { known: await hasLoggedIn(db, from.address) });
  if (tried.kind === "wait") return { kind: "too_soon", ms: tried.ms };
  if (!(await isPassword(password, stored))) return { kind: "refused", code: "password_wrong" };
  return db.transaction(async (tx): Promise<LoggedIn | Refused> => {
    // It was changed while it was checked: the check was of one that counts no more.
    if ((await readPassword(tx)) !== stored) return { kind: "refused", code: "password_wrong" };
    await tried.succeeded(tx);
    await audit(tx, by, "session.begun", { after: from });
    return { kind: "logged_in", token: await beginSession(tx, clock.now(), from) };
  });
}

/** Changes the password and ends all other sessions. Wrong tries are counted for the session alone. */
export async function changePassword(
  deps: LinkDeps,
  { current, next }: { current: string; next: string },
  sessionId: string,
): Promise<{ kind: "changed" } | Refused | TooSoon> {
  const { db } = deps;
  const stored = await readPassword(db);
  const tried = await takeTry(deps, `session ${sessionId}`, { known: true });
  if (tried.kind === "wait") return { kind: "too_soon", ms: tried.ms };
  if (!(await isPassword(current, stored))) return { kind: "refused", code: "password_wrong" };
  const weakness = await weaknessOfPassword(next);
  const hash = weakness === null ? await hashPassword(next) : null;
  return db.transaction(async (tx): Promise<{ kind: "changed" } | Refused> => {
    await tried.succeeded(tx);
    if (weakness !== null) return { kind: "refused", code: weakness };
    if (hash === null || (await readPassword(tx)) !== stored)
      return { kind: "refused", code: "password_wrong" };
    await savePassword(tx, hash);
    await endSessions(tx, sessionId);
    await audit(tx, by, "password.changed", { after: { otherSessions: "ended" } });
    return { kind: "changed" };
  });
}

/** False when there is no such session. */
export async function endOneSession({ db }: LinkDeps, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ended = await endSession(tx, id);
    if (ended) await audit(tx, by, "session.ended", { before: { id } });
    return ended;
  });
}
