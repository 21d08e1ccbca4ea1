import type { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { version } from "../platform/version.ts";
import type { HttpEnv } from "./problem.ts";

/** The description of every route, from the schemas that validate it, with the headers that middleware asks for. */
export async function openApiOf(app: Hono<HttpEnv>) {
  const api = await generateSpecs(app, {
    excludeStaticFile: false, // audit.csv is none
    documentation: {
      info: {
        title: "Deskline",
        version,
        description: "Joins a Yeastar P-Series PBX to Zendesk Support.",
      },
      components: {
        securitySchemes: {
          session: {
            type: "http",
            scheme: "bearer",
            description: "Of the app, from the page that answers a signed load.",
          },
          operator: {
            type: "apiKey",
            in: "cookie",
            name: "__Host-deskline",
            description:
              "Of the operator, from `POST /api/admin/session`. Without https the name is `deskline`. What changes something also needs the header `Origin` with the origin of PUBLIC_URL.",
          },
        },
      },
    },
  });
  for (const [path, item] of Object.entries(api.paths)) {
    if (!path.startsWith("/api/admin/")) continue;
    for (const method of ["post", "put", "patch", "delete"] as const) {
      const operation = item?.[method];
      if (operation === undefined) continue;
      const isKept = method === "post" && path === "/api/admin/integrations";
      operation.parameters = [...(operation.parameters ?? []), origin, ...(isKept ? [idempotencyKey] : [])];
    }
  }
  return api;
}

const origin = {
  in: "header" as const,
  name: "Origin",
  required: false,
  schema: { type: "string" as const, format: "uri" },
  description:
    "The origin of PUBLIC_URL. Needed, except with a bearer session: what another site has a browser send is refused with `origin_foreign`. Browsers send it by themselves.",
};

const idempotencyKey = {
  in: "header" as const,
  name: "Idempotency-Key",
  required: false,
  schema: { type: "string" as const, pattern: "^[\\x21-\\x7e]{1,200}$" },
  description:
    "Of the caller's own choice. The same request with the same key is answered for a day as it was the first time, with `Idempotency-Replayed: true`, and does nothing again. With another request it is refused with `key_reused`, while the first one runs with `key_running`.",
};
