import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type { HttpEnv } from "../http/problem.ts";

const assetsPath = "/app-assets";

/** Files that Vite names by their content never change. */
const namedByContent = /\/assets\/[^/]+-[\w-]{8}\.\w+(\.gz)?$/;

/** `GET /app-assets/*`: what the app's page loads, as the build left it in a directory. */
export function assetRoutes({ appDir }: { appDir: string }): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get(
    "/:path{.+\\.(?:js|css|svg|png|woff2|json|ogg)}",
    compress(),
    serveStatic({
      precompressed: true,
      rewriteRequestPath: (path) => join(appDir, path.slice(assetsPath.length)),
      onFound: (path, c) => {
        const forEver = namedByContent.test(path);
        c.header("cache-control", forEver ? "public, max-age=31536000, immutable" : "public, max-age=300");
      },
    }),
  );
}
