/** Objects as apps read them from `client.get`, and what the page needs to know to offer them. */

export type ZafIdentity = {
  id: number;
  type: string;
  value: string;
  primary: boolean;
  verified: boolean;
  userId: number;
};

export type ZafUser = {
  id: number;
  name: string;
  email: string | null;
  role: string;
  locale: string;
  alias: string | null;
  details: string | null;
  notes: string | null;
  externalId: string | null;
  tags: string[];
  groups: { id: number; name: string }[];
  organizations: object[];
  identities: ZafIdentity[];
  timeZone: { name: string; ianaName: string };
};

export type ZafComment = {
  id: number;
  value: string;
  public: boolean;
  author: { id: number; name: string };
  createdAt: string;
};

export type ZafTicket = {
  id: number;
  isNew: false;
  subject: string;
  description: string;
  status: string;
  type: string | null;
  priority: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
  externalId: string | null;
  via: { channel: string };
  brand: { id: number };
  form: { id: number };
  requester: ZafUser | null;
  assignee: { group: { id: number } | null; user: { id: number; name: string } | null };
  comments: ZafComment[];
};

/** One installed app. The URL of a location may be a template of its package or an address of its own. */
export type InstalledApp = {
  appId: number;
  installationId: number;
  name: string;
  version: string;
  settings: Record<string, unknown>;
  locations: Record<string, AppLocation>;
  /** Markup of its own icons by location, of which a page may make images. */
  icons: Record<string, string>;
};

export type AppLocation = {
  url: string;
  signed: boolean;
  autoLoad: boolean;
  size: { width?: string; height?: string };
};

/** With the numbers that a person sees in Zendesk; apps do not get them this way. */
export type TicketRecord = { ticket: ZafTicket; phones: string[] };
export type UserRecord = { user: ZafUser; phones: string[] };

export type Person = { id: number; name: string; email: string | null; role: string };

/** A page that belongs to no Zendesk, for people: opened beside the workspace, or in a window of its own. */
export type Link = { title: string; url: string; beside: boolean };

/** What the page asks for first. */
export type Boot = {
  agent: ZafUser;
  agents: Person[];
  subdomain: string;
  timeZone: { name: string; ianaName: string };
  apps: InstalledApp[];
  links: Link[];
};

export type Lists = {
  tickets: { id: number; subject: string; status: string; requester: string; updatedAt: string }[];
  users: { id: number; name: string; numbers: string[]; email: string | null }[];
};

/** Comes over the stream of news. */
export type News =
  | { kind: "tickets"; ids: number[] }
  | { kind: "users"; ids: number[] }
  | { kind: "notification"; appId: number; event: string; body: string; agentId: number | null }
  | { kind: "display"; agentId: number; what: "ticket" | "user"; id: number };
