import type { Who } from "@deskline/shared/admin-access";
import { AuditPage, AuditQuery } from "@deskline/shared/admin-audit";
import { Hono } from "hono";
import { stream } from "hono/streaming";
import { input } from "../http/input.ts";
import type { Database } from "../storage/database.ts";
import { auditLines, readAudit, type AuditFilter } from "./audit-log.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";

/** `GET /api/admin/audit`, `GET /api/admin/audit.csv` */
export function auditRoutes({ db }: { db: Database }): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .get(
      "/audit",
      describeAdmin("Who changed what, the newest first", { 200: AuditPage }),
      input("query", AuditQuery),
      async (c) => {
        const { limit, ...filter } = c.req.valid("query");
        return c.json(await readAudit(db, allowed(filter, c.get("who")), limit));
      },
    )
    .get(
      "/audit.csv",
      describeAdmin("The same as a file, without a limit", { 200: "CSV, UTF-8." }),
      input("query", AuditQuery),
      (c) => {
        const { limit: _, ...filter } = c.req.valid("query");
        c.header("content-type", "text/csv; charset=utf-8");
        c.header("content-disposition", 'attachment; filename="deskline-audit.csv"');
        return stream(c, async (out) => {
          for await (const lines of auditLines(db, allowed(filter, c.get("who")))) await out.write(lines);
        });
      },
    );
}

/** An administrator of Zendesk sees what was done to the own integration. */
function allowed(filter: AuditFilter, who: Who): AuditFilter {
  return who.kind === "operator" ? filter : { ...filter, integration: who.integrationId };
}
