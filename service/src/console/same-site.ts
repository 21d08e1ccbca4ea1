import type { MiddlewareHandler } from "hono";
import type { AdminEnv } from "../admin/env.ts";
import { problem } from "../http/problem.ts";
import { isOwnOrigin } from "./core/own-origin.ts";

/**
 * Keeps out requests that another site has a browser make: what changes something comes from a page of ours and is
 * JSON. A script with a bearer session, which no browser adds by itself, need not name an origin.
 */
export function sameSite({ publicUrl }: { publicUrl: string }): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const origin = c.req.header("origin");
    const proved = origin === undefined && c.req.header("authorization") !== undefined;
    if (!proved && !isOwnOrigin(origin ?? "", publicUrl)) return problem(c, "origin_foreign");
    const hasBody =
      c.req.header("transfer-encoding") !== undefined || Number(c.req.header("content-length") ?? 0) > 0;
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    if ((hasBody || type !== undefined) && type !== "application/json") return problem(c, "body_not_json");
    return next();
  };
}
