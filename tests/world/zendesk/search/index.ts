import type { Account, IndexedVersion } from "../account.ts";
import type { TicketRecord, UserRecord } from "../records.ts";

/** Hands the present state of a user to the search index, where it shows up after the index delay. */
export function indexUser(account: Account, user: UserRecord): void {
  if (account.options.searchIndexDelayMs > 0) {
    remember(account, account.userVersions, user.id, structuredClone(user));
  }
}

export function indexTicket(account: Account, ticket: TicketRecord): void {
  if (account.options.searchIndexDelayMs === 0) return;
  const document = { ...ticket, tags: [...ticket.tags], comments: [], audits: [] };
  remember(account, account.ticketVersions, ticket.id, document);
}

export function searchableUsers(account: Account): UserRecord[] {
  const users = visible(account, account.users, account.userVersions);
  return users.filter((user) => user.active && user.mergedInto === null);
}

export function searchableTickets(account: Account): TicketRecord[] {
  return visible(account, account.tickets, account.ticketVersions).filter((ticket) => !ticket.deleted);
}

function remember<T>(
  account: Account,
  versions: Map<number, IndexedVersion<T>[]>,
  id: number,
  document: T,
): void {
  const known = versions.get(id) ?? [];
  const horizon = account.now() - account.options.searchIndexDelayMs;
  const lastVisible = known.findLastIndex((version) => version.at <= horizon);
  versions.set(id, [...known.slice(Math.max(0, lastVisible)), { at: account.now(), document }]);
}

function visible<T>(account: Account, live: Map<number, T>, versions: Map<number, IndexedVersion<T>[]>): T[] {
  if (account.options.searchIndexDelayMs === 0) return [...live.values()];
  const horizon = account.now() - account.options.searchIndexDelayMs;
  const documents: T[] = [];
  for (const known of versions.values()) {
    const version = known.findLast((one) => one.at <= horizon);
    if (version !== undefined) documents.push(version.document);
  }
  return documents;
}
