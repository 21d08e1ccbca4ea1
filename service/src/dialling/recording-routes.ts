import { Problem } from "@deskline/shared/errors";
import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { problem, type HttpEnv } from "../http/problem.ts";
import type { Registry } from "../integrations/registry.ts";
import { readRange } from "./core/byte-range.ts";
import type { DiallingDeps } from "./deps.ts";
import { openRecording, type Playing } from "./recording.ts";
import type { RecordingLinks } from "./recording-link.ts";

export type RecordingRoutesDeps = DiallingDeps & { registry: Registry; recordingLinks: RecordingLinks };

const audio = { content: { "audio/wav": {}, "audio/mpeg": {} } };
const fault = { content: { "application/json": { schema: resolver(Problem) } } };

/** `GET` and `HEAD /api/app/recordings/{token}`, without a session: the token is what admits. */
export function recordingRoutes(deps: RecordingRoutesDeps): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get(
    "/recordings/:token",
    describeRoute({
      summary: "A recording, for an audio element",
      description:
        "The token comes from `/api/app/calls/{id}/recordings/{index}/link`. Parts can be asked for.",
      responses: {
        200: { description: "All of it.", ...audio },
        206: { description: "The part.", ...audio },
        410: { description: "The link is over.", ...fault },
        416: { description: "It has no such part." },
        default: { description: "The code says what is in the way.", ...fault },
      },
    }),
    async (c) => {
      const linked = deps.recordingLinks.read(c.req.param("token"));
      const integration = linked === null ? undefined : deps.registry.byId(linked.integrationId);
      if (linked === null || integration === undefined) return problem(c, "link_over");
      if (integration.status === "disabled") return problem(c, "integration_disabled");
      const range = readRange(c.req.header("range"));
      const played = await openRecording(deps, integration, { ...linked, range, signal: c.req.raw.signal });
      if ("code" in played) return problem(c, played.code);
      if ("beyond" in played)
        return c.body(null, 416, { ...headers, "content-range": `bytes */${played.beyond}` });
      if (c.req.method !== "HEAD") return c.body(played.body, statusOf(played), headersOf(played));
      await played.body.cancel();
      return c.body(null, statusOf(played), headersOf(played));
    },
  );
}

/** Whoever shares the machine must not find it in the browser's cache. */
const headers = {
  "accept-ranges": "bytes",
  "cache-control": "private, no-store",
  "content-disposition": "inline",
};

function statusOf({ part }: Playing): 200 | 206 {
  return part === null ? 200 : 206;
}

function headersOf({ mediaType, length, part }: Playing): Record<string, string> {
  return {
    ...headers,
    "content-type": mediaType,
    ...(length === null ? {} : { "content-length": String(length) }),
    ...(part === null ? {} : { "content-range": `bytes ${part.first}-${part.last}/${part.total}` }),
  };
}
