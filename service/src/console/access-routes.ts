import { getConnInfo } from "@hono/node-server/conninfo";
import {
  ConsoleSessions,
  ConsoleState,
  LoginInput,
  PasswordInput,
  SetupInput,
  type Who,
} from "@deskline/shared/admin-access";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { describeAdmin, describeOpen } from "../admin/describe.ts";
import type { AdminEnv } from "../admin/env.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import {
  changePassword,
  endOneSession,
  logIn,
  setUp,
  type From,
  type LoggedIn,
  type Refused,
  type TooSoon,
} from "./access.ts";
import { addressOf } from "./core/address.ts";
import { deviceOf } from "./core/device.ts";
import { seenSince } from "./core/session-life.ts";
import { cookieOf, giveCookie, sessionOf, takeCookie } from "./session.ts";
import { endSession, listSessions, readPassword } from "./store.ts";
import { operatorOnly, whoAsks, type WhoDeps } from "./who.ts";

const SessionId = z.object({ id: z.uuid() });

/** `GET /api/admin/session`, `POST /api/admin/session`, `DELETE /api/admin/session`, `POST /api/admin/setup`: they need nobody. */
export function openAccessRoutes(deps: WhoDeps): Hono<AdminEnv> {
  const stateOf = async (who: Who | null): Promise<ConsoleState> => ({
    who,
    passwordSet: (await readPassword(deps.db)) !== null,
  });

  async function answer(c: Context<AdminEnv>, result: LoggedIn | Refused | TooSoon) {
    if (result.kind !== "logged_in") return refuse(c, result);
    const before = await sessionOf(deps, c);
    if (before !== null) await endSession(deps.db, before.id);
    giveCookie(deps, c, result.token);
    return c.json(await stateOf({ kind: "operator" }));
  }

  return new Hono<AdminEnv>()
    .get("/session", describeOpen("Who asks, if anybody is logged in", { 200: ConsoleState }), async (c) => {
      const found = await whoAsks(deps, c);
      if (!("wrong" in found)) return c.json(await stateOf(found.who));
      // Who came with the app's session has to be told what is wrong with it; others log in.
      return c.req.header("authorization") === undefined
        ? c.json(await stateOf(null))
        : problem(c, found.wrong);
    })
    .post(
      "/session",
      describeOpen("Log in", { 200: ConsoleState }, ["password_wrong", "password_not_set", "tries_too_many"]),
      input("json", LoginInput),
      async (c) => answer(c, await logIn(deps, c.req.valid("json").password, fromOf(c))),
    )
    .delete("/session", describeOpen("Log out", { 204: "Nobody is logged in." }), async (c) => {
      const session = await sessionOf(deps, c);
      if (session !== null) await endSession(deps.db, session.id);
      takeCookie(deps, c);
      return c.body(null, 204);
    })
    .post(
      "/setup",
      describeOpen(
        "Set the password with a link that the service printed, and log in",
        { 200: ConsoleState },
        ["setup_link_over", "password_short", "password_common"],
      ),
      input("json", SetupInput),
      async (c) => answer(c, await setUp(deps, c.req.valid("json"), fromOf(c))),
    );
}

/** `GET /api/admin/sessions`, `DELETE /api/admin/sessions/{id}`, `PUT /api/admin/password` */
export function accessRoutes(deps: WhoDeps): Hono<AdminEnv> {
  const { db, clock } = deps;

  return new Hono<AdminEnv>()
    .use("/sessions", operatorOnly)
    .use("/sessions/*", operatorOnly)
    .use("/password", operatorOnly)
    .get(
      "/sessions",
      describeAdmin("Where the operator is logged in", { 200: ConsoleSessions }),
      async (c) => {
        const now = clock.now();
        const rows = await listSessions(db, { now: new Date(now), seenSince: new Date(seenSince(now)) });
        const sessions = rows.map(({ id, createdAt, lastSeenAt, address, device }) => ({
          id,
          createdAt: createdAt.getTime(),
          lastSeenAt: lastSeenAt.getTime(),
          address,
          device,
          current: id === c.get("consoleSession"),
        }));
        return c.json({ sessions } satisfies z.infer<typeof ConsoleSessions>);
      },
    )
    .delete(
      "/sessions/:id",
      describeAdmin("End a session", { 204: "It is over." }, ["not_found"]),
      input("param", SessionId),
      async (c) => {
        const { id } = c.req.valid("param");
        if (!(await endOneSession(deps, id))) return problem(c, "not_found");
        if (id === c.get("consoleSession") && cookieOf(deps, c) !== undefined) takeCookie(deps, c);
        return c.body(null, 204);
      },
    )
    .put(
      "/password",
      describeAdmin("Change the password; all other sessions end", { 204: "It is changed." }, [
        "password_wrong",
        "password_short",
        "password_common",
        "tries_too_many",
      ]),
      input("json", PasswordInput),
      async (c) => {
        const result = await changePassword(deps, c.req.valid("json"), c.get("consoleSession") ?? "");
        return result.kind === "changed" ? c.body(null, 204) : refuse(c, result);
      },
    );
}

function refuse(c: Context<AdminEnv>, result: Refused | TooSoon) {
  if (result.kind === "refused") return problem(c, result.code);
  c.header("retry-after", String(Math.ceil(result.ms / 1000)));
  return problem(c, "tries_too_many");
}

function fromOf(c: Context<AdminEnv>): From {
  const peer = getConnInfo(c).remote.address ?? "";
  return {
    address: addressOf(peer, c.req.header("x-forwarded-for")),
    device: deviceOf(c.req.header("user-agent") ?? ""),
  };
}
