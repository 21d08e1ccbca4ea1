import { z } from "zod";
import { idParam, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { readBody } from "../server/fields.ts";
import { invalidAttribute } from "../server/refusal.ts";
import type { Jobs } from "./jobs.ts";
import { findTicket } from "./routes.ts";
import type { Uploads } from "./uploads.ts";
import { updateTicket } from "./write.ts";

const Merge = z.object({
  ids: z.array(z.number()).min(1).max(5),
  source_comment: z.string().optional(),
  source_comment_is_public: z.boolean().default(true),
  target_comment: z.string().optional(),
  target_comment_is_public: z.boolean().default(true),
});

/** Merging closes the sources, tagged as such, and comments on both sides; a background job does it. */
export function mergeRoutes(uploads: Uploads, jobs: Jobs): Route[] {
  return [
    {
      method: "POST",
      path: "/api/v2/tickets/:id/merge",
      scope: { resource: "tickets", access: "write" },
      who: "agents",
      handle: (call) => merge(call, uploads, jobs),
    },
  ];
}

function merge(call: Call, uploads: Uploads, jobs: Jobs): Reply {
  const body = Merge.safeParse(readBody(call));
  if (!body.success) throw invalidAttribute("ids", "ids is missing");
  const { ids, ...said } = body.data;
  const target = findTicket(call, idParam(call));
  const sources = ids.map((id) => findTicket(call, id));
  const items = sources.map((source) => () => {
    if (source.status === "closed") return { id: source.id, success: false, error: "TicketClosed" };
    updateTicket(call, uploads, target, {
      comment: {
        body: said.target_comment ?? `Request #${source.id} was closed and merged into this request.`,
        public: said.target_comment_is_public,
      },
    });
    updateTicket(call, uploads, source, {
      status: "closed",
      tags: [...source.tags, "closed_by_merge"],
      comment: {
        body: said.source_comment ?? `This request was closed and merged into request #${target.id}.`,
        public: said.source_comment_is_public,
      },
    });
    return { id: source.id, action: "merge", success: true, status: "Updated" };
  });
  return ok(jobs.start("Ticket Merge", "Merging ticket", items));
}
