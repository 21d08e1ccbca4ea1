import { randomBytes } from "node:crypto";
import type { OAuthClientRecord, TicketRecord, TokenRecord, UserRecord } from "./records.ts";

export type AccountOptions = {
  subdomain: string;
  now: () => number;
  searchIndexDelayMs: number;
  requestsPerMinute: number;
  searchesPerMinute: number;
  endpointLimits: boolean;
  highVolume: boolean;
  endUserPhoneNumberValidation: boolean;
  talkPartnerEdition: boolean;
  voiceComments: boolean;
  sideloadIdentitiesInExport: boolean;
  exportPageSize: number;
  jobMsPerItem: number;
};

export type UserEvent = { type: string; user: UserRecord; event: Record<string, unknown> };

/** One version of an object as the search index came to know it. */
export type IndexedVersion<T> = { at: number; document: T };

/** The memory of one Zendesk account, shared by everything that answers its requests. */
export type UserField = { id: number; key: string; title: string; type: "text" | "checkbox" };

export type Account = {
  readonly options: AccountOptions;
  readonly id: number;
  /** Origin under which the simulator answers. */
  origin: string;
  readonly users: Map<number, UserRecord>;
  /** Their names. */
  readonly organizations: Map<number, string>;
  /** Fields of users that the account has beside Zendesk's own. */
  readonly userFields: UserField[];
  /** Owner of each unique value; see `users/unique.ts`. */
  readonly uniqueOwners: Map<string, number>;
  readonly userVersions: Map<number, IndexedVersion<UserRecord>[]>;
  readonly tickets: Map<number, TicketRecord>;
  readonly ticketVersions: Map<number, IndexedVersion<TicketRecord>[]>;
  readonly clients: Map<string, OAuthClientRecord>;
  readonly tokens: TokenRecord[];
  readonly deletedGroups: Set<number>;
  /** Of groups to which not every agent belongs. */
  readonly groupMembers: Map<number, ReadonlySet<number>>;
  readonly unexpected: string[];
  readonly userListeners: ((event: UserEvent) => void)[];
  now(): number;
  nextId(): number;
  nextTicketId(): number;
};

export function createAccount(options: AccountOptions): Account {
  let lastId = 20_417_300_000_000;
  let lastTicketId = 9000;
  return {
    options,
    id: 22_480_117,
    origin: "",
    users: new Map(),
    organizations: new Map(),
    userFields: [],
    uniqueOwners: new Map(),
    userVersions: new Map(),
    tickets: new Map(),
    ticketVersions: new Map(),
    clients: new Map(),
    tokens: [],
    deletedGroups: new Set(),
    groupMembers: new Map(),
    unexpected: [],
    userListeners: [],
    now: options.now,
    nextId: () => (lastId += 37),
    nextTicketId: () => ++lastTicketId,
  };
}

/** Each agent belongs to every group of which no members were named. */
export function isMember({ groupMembers }: Account, groupId: number, userId: number): boolean {
  return groupMembers.get(groupId)?.has(userId) ?? true;
}

/** ISO 8601 in UTC with whole seconds, as Zendesk writes instants. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("hex");
}

/** Links in answers point at another host than the one called, as on renamed accounts: never to be followed. */
export function aliasUrl(account: Account, pathAndQuery: string): string {
  return `https://${account.options.subdomain}-alias.zendesk.test${pathAndQuery}`;
}

export function apiUrl(account: Account, path: string): string {
  return `${account.origin}/api/v2/${path}.json`;
}
