import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type { HttpEnv } from "../http/problem.ts";
import { frontEndDirectory } from "./front-end.ts";

const assetsPath = "/app-assets";

/** `GET /app-assets/*`: the app's build. What Vite names by its content never changes. */
export function assetRoutes(): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get(
    "/*",
    compress(),
    serveStatic({
      root: frontEndDirectory,
      rewriteRequestPath: (path) => path.slice(assetsPath.length),
      onFound: (path, c) => {
        const forEver = /\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(path);
        c.header("cache-control", forEver ? "public, max-age=31536000, immutable" : "public, max-age=300");
      },
    }),
  );
}
