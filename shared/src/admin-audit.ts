import { z } from "zod";

/** `GET /api/admin/audit`, newest first; `/api/admin/audit.csv` is the same as a file. */
export const AuditQuery = z.object({
  integration: z.uuid().optional(),
  /** A part of the name, or the id in Zendesk. */
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.input<typeof AuditQuery>;
/** Who it was, which a name alone does not tell: anybody in Zendesk can be called "operator". */
export const ActorKind = z.enum(["operator", "command_line", "zendesk_user"]);
export type ActorKind = z.infer<typeof ActorKind>;
export const AuditEntry = z.object({
  id: z.number(),
  at: z.number(),
  actorKind: ActorKind,
  /** The name of a Zendesk administrator at that time; else the kind in words. */
  actor: z.string(),
  /** Of a user of Zendesk. */
  actorId: z.number().nullable(),
  integrationId: z.uuid().nullable(),
  integrationName: z.string().nullable(),
  action: z.string(),
  /** Only what changed; a secret is shown as `set` or `changed`. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.number().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
