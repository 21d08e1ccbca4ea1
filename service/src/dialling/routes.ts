import {
  Controlled,
  ControlInput,
  Dialled,
  DialInput,
  DialPreview,
  DialPreviewInput,
  Directory,
  RecordingLink,
} from "@deskline/shared/app";
import { Problem, type ErrorCode } from "@deskline/shared/errors";
import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import type { AppEnv } from "../app/agent.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { zendeskFailed } from "../http/zendesk-failed.ts";
import { controlCall } from "./control-call.ts";
import { searchDirectory } from "./core/directory.ts";
import { dial, type DialDeps } from "./dial.ts";
import { previewOf } from "./plan.ts";
import { findRecording } from "./recording.ts";
import type { RecordingLinks } from "./recording-link.ts";

export type DiallingRoutesDeps = DialDeps & { recordingLinks: RecordingLinks };

const CallId = z.object({ id: z.uuid() });
const RecordingId = CallId.extend({ index: z.coerce.number().int().min(0).max(1000) });
const DirectoryQuery = z.object({ q: z.string().max(100).default("") });

const describe = (summary: string, description: string, schema: z.ZodType) =>
  describeRoute({
    summary,
    security: [{ session: [] }],
    responses: {
      200: { description, content: { "application/json": { schema: resolver(schema) } } },
      default: {
        description: "The code says what is in the way.",
        content: { "application/json": { schema: resolver(Problem) } },
      },
    },
  });

/**
 * `POST /api/app/dial/preview`, `POST /api/app/dial`, `POST /api/app/calls/{id}/control`,
 * `GET /api/app/directory`, `POST /api/app/calls/{id}/recordings/{index}/link`
 */
export function diallingRoutes(deps: DiallingRoutesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
    .post(
      "/dial/preview",
      describe("The number as it would be dialled", "Without a number when it is none.", DialPreview),
      input("json", DialPreviewInput),
      (c) => c.json(previewOf(c.get("agent").integration, c.req.valid("json").number)),
    )
    .post(
      "/dial",
      describe(
        "Have a number dialled",
        "The agent's phone rings; the rest comes by the live stream.",
        Dialled,
      ),
      input("json", DialInput),
      async (c) => {
        const result = await dial(deps, c.get("agent"), c.req.valid("json"));
        return result.kind === "refused" ? problem(c, result.code) : c.json(result.dialled);
      },
    )
    .post(
      "/calls/:id/control",
      describe(
        "Change a call that runs",
        "The PBX took the order; its effect comes by the live stream.",
        Controlled,
      ),
      input("param", CallId),
      input("json", ControlInput),
      async (c) => {
        const { id } = c.req.valid("param");
        const result = await controlCall(deps, c.get("agent"), id, c.req.valid("json"));
        if (result.kind === "refused") return problem(c, result.code);
        return c.json({ parkingSlot: result.parkingSlot } satisfies Controlled);
      },
    )
    .get(
      "/directory",
      describe("Extensions by name or number", "Twenty at most, the likeliest first.", Directory),
      input("query", DirectoryQuery),
      async (c) => {
        const { integration, extension } = c.get("agent");
        const { directory, names } = integration;
        // Nobody calls or hands a call to themselves.
        const others = directory.extensions.difference(new Set([extension ?? ""]));
        const found = searchDirectory(others, names, c.req.valid("query").q);
        const phones = await deps.phoneStates.ofAll(
          integration,
          found.map(({ number }) => number),
        );
        const extensions = found.map((one) => ({ ...one, phone: phones.get(one.number) ?? "unknown" }));
        return c.json({ extensions } satisfies Directory);
      },
    )
    .post(
      "/calls/:id/recordings/:index/link",
      describe(
        "An address from which a recording plays",
        "Valid for a while, without a session.",
        RecordingLink,
      ),
      input("param", RecordingId),
      async (c) => {
        const { integration, id: agentId } = c.get("agent");
        const { id: callId, index } = c.req.valid("param");
        const obstacle: ErrorCode | null = await findRecording(deps, c.get("agent"), callId, index);
        if (obstacle !== null) return problem(c, obstacle);
        const token = deps.recordingLinks.make({ integrationId: integration.id, callId, index, agentId });
        return c.json({
          url: `/api/app/recordings/${token}`,
          expiresInMs: deps.recordingLinks.lifeMs,
        } satisfies RecordingLink);
      },
    );
  app.onError(zendeskFailed(deps.log));
  return app;
}
