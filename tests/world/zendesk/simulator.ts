import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { z } from "zod";
import { createAccount, type UserField } from "./account.ts";
import { addClient, type ClientInput, type Code } from "./oauth/grants.ts";
import { isSession, startSession } from "./oauth/session.ts";
import { giveConsent, type ConsentChoice } from "./oauth/consent.ts";
import { addConsentRoutes } from "./oauth/consent-routes.ts";
import { tokenRoutes } from "./oauth/token-routes.ts";
import type { RecordedRequest } from "./records.ts";
import { searchRoutes } from "./search/routes.ts";
import { createFaults, type Faults } from "./server/faults.ts";
import { addRoutes, createApp } from "./server/http.ts";
import { createJournal } from "./server/journal.ts";
import { createLimits } from "./server/limits.ts";
import { settingsRoutes } from "./settings/routes.ts";
import { bulkRoutes } from "./tickets/bulk.ts";
import { createJobs } from "./tickets/jobs.ts";
import { mergeRoutes } from "./tickets/merge.ts";
import { ticketRoutes } from "./tickets/routes.ts";
import { mergeTickets, seedTicket, setTicketStatus, type NewTicket } from "./tickets/seed.ts";
import { createUploads } from "./tickets/uploads.ts";
import { userExportRoutes } from "./users/export.ts";
import { identityRoutes } from "./users/identities.ts";
import { organizationRoutes } from "./users/organizations.ts";
import { userRoutes } from "./users/routes.ts";
import { deactivate, merge } from "./users/write.ts";
import { createWebhooks } from "./webhooks/webhooks.ts";
import { createApps, type AppFiles, type AppTokenClaims, type InstalledApp } from "./apps/apps.ts";
import { talkRoutes } from "./apps/talk.ts";
import { addAgentPages } from "./pages/agent.ts";
import { changeUser, seedUser, type NewUser, type UserChange } from "./users/seed.ts";
import { simComment, simTicket, simUser, type SimComment, type SimTicket, type SimUser } from "./views.ts";

export type { Faults } from "./server/faults.ts";
export type { RecordedRequest } from "./records.ts";
export type { SimComment, SimTicket, SimUser } from "./views.ts";
export type { NewUser, UserChange } from "./users/seed.ts";
export type { NewTicket } from "./tickets/seed.ts";

export type ZendeskOptions = {
  /** Default `acme`. */
  subdomain?: string;
  /** Default 0: any free port. */
  port?: number;
  /** The account's clock in epoch milliseconds: everything that expires, lags or resets follows it. */
  now?: () => number;
  /** How long a new or changed object stays invisible to search; default 0. */
  searchIndexDelayMs?: number;
  /** Default 100,000, the ceiling of every plan. */
  requestsPerMinute?: number;
  /** Search's own limit; Zendesk does not publish it. Default 1000. */
  searchesPerMinute?: number;
  /** Whether the limits of single endpoints apply (30 updates of a ticket in 10 minutes …); default true. */
  endpointLimits?: boolean;
  /** The High Volume add-on: 300 instead of 100 ticket updates and 30 instead of 10 exports a minute. */
  highVolume?: boolean;
  /** The account's setting: only E.164 numbers are accepted; default false. */
  endUserPhoneNumberValidation?: boolean;
  /** Whether the plan has Talk Partner Edition; default false: its endpoints answer 404. */
  talkPartnerEdition?: boolean;
  /** Whether `voice_comment` on tickets is accepted; default true, else 403. */
  voiceComments?: boolean;
  /** Whether the user export honours `include=identities` (undocumented); default true. */
  sideloadIdentitiesInExport?: boolean;
  /** Most users on a page of the export; default 1000, as Zendesk. */
  exportPageSize?: number;
  /** What one item of a bulk job takes on the account's clock, after 500 ms in the queue; default 50. */
  jobMsPerItem?: number;
};

export interface ZendeskSimulator {
  readonly url: string;
  readonly subdomain: string;
  addUser(user: NewUser): SimUser;
  addOrganization(name: string): number;
  /** Adds a field of users; its values are given with `addUser` and `updateUser`. */
  addUserField(field: Omit<UserField, "id">): void;
  /** Changes a user as somebody in the agent interface would: search, export and webhooks hear of it. */
  updateUser(id: number, change: UserChange): SimUser;
  deleteUser(id: number): void;
  mergeUser(loserId: number, winnerId: number): void;
  /** Adds a ticket as an agent would by hand; needs an agent or administrator. */
  addTicket(ticket: NewTicket): SimTicket;
  setTicketStatus(id: number, status: SimTicket["status"]): SimTicket;
  mergeTickets(loserId: number, winnerId: number): void;
  deleteTicket(id: number): void;
  /** Whether the plan has Talk Partner Edition from now on. */
  setTalkPartnerEdition(on: boolean): void;
  /** From now on only these agents belong to the group. */
  setGroupMembers(id: number, userIds: number[]): void;
  /** As an administrator would: tickets cannot be given to it any more. */
  deleteGroup(id: number): void;
  addOAuthClient(client: ClientInput): { identifier: string; secret: string };
  /** Does over HTTP what a person does on the consent page; resolves with the redirect URL, not following it. */
  consent(authorizationUrl: string, who?: ConsentChoice): Promise<string>;
  /** As an administrator would in Admin Center: every access and refresh token is dead. */
  revokeTokens(): void;
  /** Records an installed app, as if uploaded and installed; `files` are those of its package. */
  addAppInstallation(files?: AppFiles): { appId: number; installationId: number };
  installedApps(): InstalledApp[];
  /** What the browser of somebody who has logged in sends with its requests; lives as long as the account. */
  logIn(userId: number): string;
  /** The signed token Zendesk posts when an agent opens an app with signed URLs. */
  signAppToken(claims: AppTokenClaims): string;
  /** From now on apps' tokens are signed with another key. */
  rotateAppKey(): void;
  users(): SimUser[];
  tickets(): SimTicket[];
  comments(ticketId: number): SimComment[];
  /** Screen pops and app notifications asked for so far. */
  displays(): { agentId: number; kind: "user" | "ticket"; id: number }[];
  notifications(): { appId: number; event: string; body: string; agentId: number | null }[];
  /** Call records of Talk Partner Edition, as its API returns them. */
  calls(): Record<string, unknown>[];
  requests(): RecordedRequest[];
  clearRequests(): void;
  /** Everything asked of it that correct code would not ask. */
  unexpected(): string[];
  webhooks(): { id: string; name: string; endpoint: string; status: string; subscriptions: string[] }[];
  /** As an administrator would in Admin Center. */
  deleteWebhook(id: string): void;
  /** Resolves when all webhook deliveries under way have ended. */
  webhooksSettled(): Promise<void>;
  /** Delivers all webhook events once more, in reverse order. */
  repeatWebhooks(): Promise<void>;
  setRequestsPerMinute(total: number): void;
  readonly faults: Faults;
  /** Refuses connections until `comeBack()`; the memory stays. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** Ends everything, hanging connections included. */
  close(): Promise<void>;
}

/** Starts one Zendesk account as an HTTP server on the loopback interface. */
export async function startZendesk(options: ZendeskOptions = {}): Promise<ZendeskSimulator> {
  const subdomain = options.subdomain ?? "acme";
  const account = createAccount({
    subdomain,
    now: options.now ?? Date.now,
    searchIndexDelayMs: options.searchIndexDelayMs ?? 0,
    requestsPerMinute: options.requestsPerMinute ?? 100_000,
    searchesPerMinute: options.searchesPerMinute ?? 1000,
    endpointLimits: options.endpointLimits ?? true,
    highVolume: options.highVolume ?? false,
    endUserPhoneNumberValidation: options.endUserPhoneNumberValidation ?? false,
    talkPartnerEdition: options.talkPartnerEdition ?? false,
    voiceComments: options.voiceComments ?? true,
    sideloadIdentitiesInExport: options.sideloadIdentitiesInExport ?? true,
    exportPageSize: options.exportPageSize ?? 1000,
    jobMsPerItem: options.jobMsPerItem ?? 50,
  });
  const faults = createFaults();
  const limits = createLimits(account);
  const journal = createJournal();
  const jobs = createJobs(account);
  const uploads = createUploads(account.now);
  const webhooks = createWebhooks(account);
  const apps = createApps(account);
  const talk = talkRoutes(account);
  const codes = new Map<string, Code>();
  let down = new AbortController();

  const parts = { account, faults, limits, journal, down: () => down.signal, tick: jobs.tick };
  const app = createApp(parts);
  addConsentRoutes(app, account, codes);
  addAgentPages(app, account, uploads, jobs.tick);
  addRoutes(app, parts, [
    ...tokenRoutes(codes),
    ...searchRoutes,
    ...userExportRoutes,
    ...userRoutes,
    ...identityRoutes,
    ...organizationRoutes,
    ...bulkRoutes(uploads, jobs),
    ...mergeRoutes(uploads, jobs),
    ...ticketRoutes(uploads),
    ...uploads.routes,
    ...jobs.routes,
    ...settingsRoutes,
    ...webhooks.routes,
    ...apps.routes,
    ...talk.routes,
  ]);

  let server = await listen(app.fetch, options.port ?? 0);
  const port = z.object({ port: z.number() }).parse(server.address()).port;
  account.origin = `http://127.0.0.1:${port}`;

  async function goDown(): Promise<void> {
    down.abort();
    await stop(server);
  }

  function userById(id: number) {
    const user = account.users.get(id);
    if (user === undefined) throw new Error(`the simulator has no user ${id}`);
    return user;
  }

  return {
    url: account.origin,
    subdomain,
    addUser: (user) => simUser(seedUser(account, user)),
    addOrganization(name) {
      const id = account.nextId();
      account.organizations.set(id, name);
      return id;
    },
    addUserField: (field) => void account.userFields.push({ id: account.nextId(), ...field }),
    updateUser: (id, change) => simUser(changeUser(account, userById(id), change)),
    deleteUser: (id) => deactivate(account, userById(id)),
    mergeUser: (loserId, winnerId) => merge(account, userById(loserId), userById(winnerId)),
    addTicket: (ticket) => simTicket(seedTicket(account, uploads, ticket)),
    setTicketStatus: (id, status) => simTicket(setTicketStatus(account, id, status)),
    mergeTickets: (loserId, winnerId) => mergeTickets(account, uploads, loserId, winnerId),
    deleteTicket(id) {
      const ticket = account.tickets.get(id);
      if (ticket === undefined) throw new Error(`the simulator has no ticket ${id}`);
      ticket.deleted = true;
    },
    setTalkPartnerEdition: (on) => void (account.options.talkPartnerEdition = on),
    setGroupMembers: (id, userIds) => void account.groupMembers.set(id, new Set(userIds)),
    deleteGroup: (id) => void account.deletedGroups.add(id),
    addOAuthClient(input) {
      const { identifier, secret } = addClient(account, input);
      return { identifier, secret };
    },
    consent: giveConsent,
    revokeTokens() {
      for (const token of account.tokens) token.revoked ||= !isSession(token);
    },
    addAppInstallation: apps.addInstallation,
    installedApps: apps.installed,
    logIn: (userId) => startSession(account, userById(userId)),
    signAppToken: apps.signToken,
    rotateAppKey: apps.rotateKey,
    users: () => [...account.users.values()].filter((user) => user.mergedInto === null).map(simUser),
    tickets() {
      jobs.tick();
      return [...account.tickets.values()].filter((ticket) => !ticket.deleted).map(simTicket);
    },
    comments(ticketId) {
      jobs.tick();
      return (account.tickets.get(ticketId)?.comments ?? []).map(simComment);
    },
    displays: () => [...talk.displays],
    notifications: () => [...apps.notifications],
    calls: () => structuredClone([...talk.calls.values()]),
    requests: () => [...journal.requests],
    clearRequests: journal.clear,
    unexpected: () => [...account.unexpected],
    webhooks: () =>
      [...webhooks.all.values()].map(({ id, name, endpoint, status, subscriptions }) => ({
        id,
        name,
        endpoint,
        status,
        subscriptions,
      })),
    deleteWebhook: (id) => void webhooks.all.delete(id),
    webhooksSettled: webhooks.settled,
    repeatWebhooks: webhooks.repeatAll,
    setRequestsPerMinute: limits.setRequestsPerMinute,
    faults,
    goDown,
    async comeBack() {
      if (server.listening) return;
      down = new AbortController();
      server = await listen(app.fetch, port);
    },
    async close() {
      await webhooks.close();
      await goDown();
    },
  };
}

function listen(fetch: Parameters<typeof getRequestListener>[0], port: number): Promise<Server> {
  const handle = getRequestListener(fetch);
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
