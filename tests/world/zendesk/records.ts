/** What the simulated account remembers. Instants are epoch milliseconds. */

export type Role = "end-user" | "agent" | "admin";

export type IdentityRecord = {
  id: number;
  type: string;
  value: string;
  primary: boolean;
  verified: boolean;
  createdAt: number;
  updatedAt: number;
};

export type UserRecord = {
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  /** `true`: the number is a plain attribute; `false`: a unique direct line; `null`: no number. */
  sharedPhone: boolean | null;
  role: Role;
  active: boolean;
  suspended: boolean;
  verified: boolean;
  /** A record merged into another one no longer answers by its id. */
  mergedInto: number | null;
  externalId: string | null;
  alias: string | null;
  details: string | null;
  notes: string | null;
  tags: string[];
  userFields: Record<string, unknown>;
  organizationId: number | null;
  defaultGroupId: number | null;
  locale: string;
  timeZone: string;
  onlyPrivateComments: boolean;
  /** Of an agent; null when nothing is out of reach. */
  ticketRestriction: "organization" | "groups" | "assigned" | null;
  identities: IdentityRecord[];
  createdAt: number;
  updatedAt: number;
};

export type Via = { channel: string; source: { from: object; to: object; rel: string | null } };

export type AttachmentRecord = {
  id: number;
  fileName: string;
  contentType: string;
  content: Uint8Array;
  token: string;
};

export type CommentRecord = {
  id: number;
  type: "Comment" | "VoiceComment" | "TpeVoiceComment";
  authorId: number;
  body: string;
  htmlBody: string;
  public: boolean;
  attachments: AttachmentRecord[];
  auditId: number;
  via: Via;
  data: Record<string, unknown> | null;
  /** The ticket's write-only `metadata`, as the audit keeps it under `metadata.custom`. */
  metadata: Record<string, unknown>;
  createdAt: number;
};

export type AuditEvent = { id: number; type: string } & Record<string, unknown>;

export type AuditRecord = {
  id: number;
  authorId: number;
  metadata: Record<string, unknown>;
  via: Via;
  /** The comment this audit added, shown first among its events. */
  commentId: number | null;
  events: AuditEvent[];
  createdAt: number;
};

export type CustomField = { id: number; value: unknown };

export type TicketRecord = {
  id: number;
  subject: string;
  description: string;
  requesterId: number;
  submitterId: number;
  assigneeId: number | null;
  groupId: number | null;
  status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  customStatusId: number;
  priority: string | null;
  type: string | null;
  externalId: string | null;
  viaId: number | null;
  /** The channel, as `via.channel` reads: `voice` for phone tickets, else `api`. */
  via: string;
  followupSourceId: number | null;
  tags: string[];
  customFields: CustomField[];
  ticketFormId: number;
  brandId: number;
  dueAt: string | null;
  isPublic: boolean;
  deleted: boolean;
  comments: CommentRecord[];
  audits: AuditRecord[];
  createdAt: number;
  updatedAt: number;
};

export type OAuthClientRecord = {
  id: number;
  identifier: string;
  secret: string;
  kind: "confidential" | "public";
  redirectUris: string[];
  /** `null`: registered without allowed scopes, so that any scope text is granted (and then useless). */
  allowedScopes: string[] | null;
};

export type TokenRecord = {
  id: number;
  clientId: string;
  userId: number;
  accessToken: string;
  refreshToken: string | null;
  scopes: string[];
  expiresAt: number;
  refreshExpiresAt: number | null;
  createdAt: number;
  usedAt: number | null;
  revoked: boolean;
};

export type RecordedRequest = {
  at: number;
  method: string;
  path: string;
  /** Repeated keys are joined with commas. */
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON, else text, else `null`; for binary bodies their length in words. */
  body: unknown;
  /** 0 when no answer was made (dropped before, or hanging). */
  status: number;
  /** Whether the answer was sent: false for dropped and hanging requests. */
  answered: boolean;
};
