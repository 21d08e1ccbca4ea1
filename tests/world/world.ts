import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Location } from "@deskline/shared/app";
import { haveAppBuilt, standInBuild } from "../support/app-build.ts";
import { askApi, makeSession, postToken, type ApiAnswer, type LoadedFrame } from "./app-frames.ts";
import { join, type Joined } from "./join.ts";
import { until } from "./until.ts";
import type { Switches } from "./yeastar/options.ts";
import { startYeastar, type YeastarSimulator } from "./yeastar/simulator.ts";
import { furnish } from "./yeastar/scenarios.ts";
import type { AppTokenClaims } from "./zendesk/apps/token.ts";
import {
  startZendesk,
  type NewUser,
  type ZendeskOptions,
  type ZendeskSimulator,
} from "./zendesk/simulator.ts";
import {
  freePort,
  runCli,
  startServiceProcess,
  type CliResult,
  type ServiceEnv,
  type ServiceProcess,
} from "./service-process.ts";

export type WorldOptions = {
  storage: { databaseUrl: string };
  transport?: "webhook" | "websocket" | "both";
  switches?: Partial<Switches>;
  /** Of the service's patience with finished calls; short, so that tests need not wait. */
  quietSeconds?: number;
  recordWaitSeconds?: number;
  /** False: the integration is added, but neither connected nor bound. */
  connect?: boolean;
  /**
   * Whether callers are searched for, so that users who are added count at once; or everybody in Zendesk is
   * known already, and who is added later is told of by Zendesk. Default `searched`.
   */
  contacts?: "searched" | "indexed";
  /** Of the Zendesk account. */
  zendesk?: Omit<ZendeskOptions, "now">;
  /** What stands between the service and the simulated account: gets its address, gives the one that is asked instead. */
  before?: (account: string) => Promise<string>;
  /** Whom there is in Zendesk besides. */
  people?: NewUser[];
  /** What the service shows of the app: its build, a page that only looks like one, or what is in a directory; default `built`. */
  app?: "built" | "stand_in" | { directory: string };
};

const encryptionKey = Buffer.alloc(32, 7).toString("base64");
const webhookSecret = "0123456789abcdef0123456789abcdef";

/** A PBX, a Zendesk account and the service between them, joined. */
export class World {
  readonly pbx: YeastarSimulator;
  readonly zendesk: ZendeskSimulator;
  readonly env: ServiceEnv;
  readonly customer: { id: number };
  /** Address to which the PBX posts its events, whether it does or not. */
  readonly webhookUrl: string;
  readonly integration: Joined["integration"];
  /** Of the app in Zendesk. */
  readonly app: Joined["app"];
  /** Has time pass on the clock of the Zendesk account. */
  readonly passAtZendesk: (ms: number) => void;
  #service: ServiceProcess;
  #database: Promise<Client> | null = null;

  private constructor(parts: {
    pbx: YeastarSimulator;
    zendesk: ZendeskSimulator;
    env: ServiceEnv;
    service: ServiceProcess;
    customer: { id: number };
    joined: Joined;
    pass: (ms: number) => void;
  }) {
    this.pbx = parts.pbx;
    this.zendesk = parts.zendesk;
    this.env = parts.env;
    this.customer = parts.customer;
    this.webhookUrl = parts.joined.webhookUrl;
    this.integration = parts.joined.integration;
    this.app = parts.joined.app;
    this.#service = parts.service;
    this.passAtZendesk = parts.pass;
  }

  static async start(options: WorldOptions): Promise<World> {
    const pbx = await startYeastar({
      webhookRetryDelayMs: 300,
      switches: { partialMembers: true, ...options.switches },
    });
    const { indexed, zendesk, pass } = await startAccount(options);
    furnish(pbx);
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const { databaseUrl } = options.storage;
    const redirectUris = [`${publicUrl}/oauth/zendesk/callback`];
    const oauth = zendesk.addOAuthClient({ identifier: "deskline", redirectUris });
    const env: ServiceEnv = {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      ZENDESK_BASE_URL: options.before === undefined ? zendesk.url : await options.before(zendesk.url),
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: encryptionKey,
      LOG_LEVEL: "info",
      ...(await appEnv(options.app)),
      DESKLINE_PBX_CLIENT_SECRET: pbx.clientSecret,
      DESKLINE_PBX_WEBHOOK_SECRET: webhookSecret,
      DESKLINE_ZENDESK_CLIENT_SECRET: oauth.secret,
    };
    zendesk.addUser({ name: "Ada Admin", email: "ada@acme.example", role: "admin" });
    for (const [name, email] of agents) zendesk.addUser({ name, email, role: "agent" });
    const customer = zendesk.addUser({ name: "Phillip Huff", phone: "5503309" });
    zendesk.addUser({ name: "Grace Outside", phone: "+442079460123" });
    for (const person of options.people ?? []) zendesk.addUser(person);
    if (indexed) pass(2 * 60_000);
    const service = await startServiceProcess(env);
    const transport = options.transport ?? "webhook";
    const joined = await join({
      pbx,
      zendesk,
      databaseUrl,
      encryptionKey,
      publicUrl,
      transport,
      webhookSecret,
      oauth,
      quietMs: (options.quietSeconds ?? 0.3) * 1e3,
      awaitingMs: (options.recordWaitSeconds ?? 3) * 1e3,
      connect: options.connect ?? true,
      indexed,
    });
    if (transport !== "webhook") {
      await until("the WebSocket subscription", () => Promise.resolve(pbx.openSockets() > 0));
    }
    await sleep(100); // until the running service has heard of the bindings
    const world = new World({ pbx, zendesk, env, service, customer, joined, pass });
    if (indexed && (options.connect ?? true)) await world.contactsRead();
    return world;
  }

  get service(): ServiceProcess {
    return this.#service;
  }

  /** Runs `deskline …` on the world's service. @throws with what it said when it fails */
  async cli(args: string[], input?: string): Promise<CliResult> {
    const result = await runCli(args, this.env, input);
    if (result.code !== 0)
      throw new Error(`deskline ${args.join(" ")} failed: ${result.stderr}${result.stdout}`);
    return result;
  }

  /** Opens a frame of the app as Zendesk does, signed for an agent; `more` makes the token another. */
  async signedLoad(
    location: Location,
    agentEmail: string,
    more: Partial<AppTokenClaims> = {},
  ): Promise<LoadedFrame> {
    if (this.env["APP_DIR"] === undefined) await haveAppBuilt();
    return postToken(
      this.#service.url,
      this.integration.key,
      location,
      this.appToken(location, agentEmail, more),
    );
  }

  /** The token that Zendesk posts for an agent. */
  appToken(location: Location, agentEmail: string, more: Partial<AppTokenClaims> = {}): string {
    return this.zendesk.signAppToken({ ...this.app, userId: this.#userId(agentEmail), location, ...more });
  }

  /** A session of the app for an agent, of a ticket's frame or another, without the load and without the app's build. */
  async session(agentEmail: string, ticketId?: number): Promise<string> {
    const agentId = this.#userId(agentEmail);
    await this.query(
      "insert into app_agents (integration_id, agent_id, name, admin, active) values ($1, $2, $3, false, true) on conflict do nothing",
      [this.integration.id, agentId, agentEmail],
    );
    return makeSession(encryptionKey, this.integration.id, agentId, ticketId);
  }

  /** Asks the app's API; `path` is below `/api/app/`. */
  async api(session: string | null, method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    return askApi(this.#service.url, session, method, path, body);
  }

  #userId(email: string): number {
    const user = this.zendesk.users().find((one) => one.email === email);
    if (user === undefined) throw new Error(`nobody in Zendesk has the address ${email}`);
    return user.id;
  }

  async restart(): Promise<void> {
    this.#service = await startServiceProcess(this.env);
  }

  /** Starts another service on the same database. The caller stops it. */
  async addReplica(): Promise<ServiceProcess> {
    return startServiceProcess({ ...this.env, PORT: String(await freePort()) });
  }

  /** What became of the connection with Zendesk, or that the integration is switched off. */
  async setStatus(status: "connected" | "reconnect_needed" | "disabled"): Promise<void> {
    await this.query(
      status === "disabled"
        ? "update integrations set disabled_at = now()"
        : `update integrations set disabled_at = null, status = '${status}'`,
    );
    await this.query("select pg_notify('deskline_integrations', '')");
  }

  /** Has the time in which Zendesk holds back what is new pass, and waits until everybody is known. */
  async contactsRead(): Promise<void> {
    await until("the first page of users", async () => {
      const rows = await this.query("select 1 from contact_index where people_read > 0 and next_at > now()");
      return rows.length > 0;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#service.output().slice(-4000)}`);
    });
    await this.query("update contact_index set begun_at = begun_at - interval '2 minutes', next_at = now()");
    await until("everybody to be known", async () => {
      await this.readsNow();
      const rows = await this.query("select 1 from contact_index where filled_at is not null");
      return rows.length > 0;
    });
  }

  /** Has the service read its contacts' changes now instead of later. */
  async readsNow(): Promise<void> {
    await this.query("update contact_index set next_at = now()");
    await this.query(
      "update pgboss.job set start_after = now() where name = 'read-contacts' and state in ('created', 'retry')",
    );
  }

  /** Runs one statement on the service's database. */
  async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    this.#database ??= connect(this.env["DATABASE_URL"]);
    return (await (await this.#database).query<T>(text, values)).rows;
  }

  /** Waits until every event is delivered and every call known has become what it is to be. */
  async settled(calls: number): Promise<void> {
    await this.pbx.settled();
    await until(`${calls} calls to be settled`, async () => {
      const [row] = await this.query<{ done: number; open: number }>(
        "select count(*) filter (where logging <> 'pending')::int as done, count(*) filter (where logging = 'pending')::int as open from calls",
      );
      return row !== undefined && row.open === 0 && row.done >= calls;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#service.output().slice(-4000)}`);
    });
  }

  async close(): Promise<void> {
    await this.#service.stop();
    await Promise.all([this.pbx.close(), this.zendesk.close()]);
    await (await this.#database)?.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Where everybody is to be known, those who are there from the first have been there for a while. */
async function startAccount({ contacts, zendesk: options }: WorldOptions) {
  const indexed = contacts === "indexed";
  let aheadMs = 0;
  const zendesk = await startZendesk({ ...options, now: () => Date.now() + aheadMs });
  const pass = (ms: number) => {
    aheadMs += ms;
  };
  return { indexed, zendesk, pass };
}

async function appEnv(app: WorldOptions["app"] = "built"): Promise<ServiceEnv> {
  if (app === "built") return {};
  return { APP_DIR: app === "stand_in" ? await standInBuild() : app.directory };
}

async function connect(url: string | undefined): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

const agents = [
  ["Kristin Hale", "kristin.hale@example.com"],
  ["Marcus Webb", "marcus.webb@example.com"],
  ["Ana Torres", "ana.torres@example.com"],
] as const;
