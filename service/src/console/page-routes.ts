import { randomBytes } from "node:crypto";
import { Hono, type Context } from "hono";
import { describeRoute } from "hono-openapi";
import { readFrontEnd } from "../app/front-end.ts";
import { messagePolicy } from "../app/page.ts";
import type { HttpEnv } from "../http/problem.ts";
import { notBuiltWords, resultPage } from "../integrations/result-page.ts";
import type { Logger } from "../platform/logger.ts";
import { consolePage, consolePolicy } from "./page.ts";

export type ConsolePageDeps = { appDir: string; log: Logger };

/** `GET /console` and everything below it: one page, which finds its way by the address. */
export function consolePageRoutes(deps: ConsolePageDeps): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get(
    "/*",
    describeRoute({
      summary: "The console",
      responses: { 200: { description: "The page." }, 503: { description: "It is not built." } },
    }),
    async (c) => {
      c.header("cache-control", "no-store");
      c.header("referrer-policy", "no-referrer");
      c.header("x-frame-options", "DENY");
      const frontEnd = await readFrontEnd(deps.appDir, "console.html");
      return frontEnd === null ? notBuilt(c, deps) : page(c, frontEnd);
    },
  );
}

function page(c: Context<HttpEnv>, frontEnd: string) {
  const nonce = randomBytes(16).toString("base64url");
  c.header("content-security-policy", consolePolicy(nonce));
  return c.html(consolePage(frontEnd, nonce));
}

function notBuilt(c: Context<HttpEnv>, { appDir, log }: ConsolePageDeps) {
  log.error({ appDir }, "the console is not built: npm run build");
  c.header("content-security-policy", messagePolicy("'none'"));
  return c.html(resultPage({ ok: false, ...notBuiltWords }), 503);
}
