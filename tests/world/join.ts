import { linkApp } from "@deskline/service/app/store";
import { beginIndex } from "@deskline/service/contacts/index-store";
import { beginAuthorization } from "@deskline/service/integrations/connect";
import { addIntegration } from "@deskline/service/integrations/store";
import { listPbxNumbers, replaceBindings } from "@deskline/service/extensions/store";
import { systemClock } from "@deskline/service/platform/clock";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { openDatabase } from "@deskline/service/storage/database";
import { packageFiles } from "@deskline/zendesk-app/package/files";
import type { YeastarSimulator } from "./yeastar/pbx.ts";
import type { ZendeskSimulator } from "./zendesk/simulator.ts";
import { until } from "./until.ts";

export type Joining = {
  pbx: YeastarSimulator;
  zendesk: ZendeskSimulator;
  databaseUrl: string;
  encryptionKey: string;
  /** Base URL under which the service is reached. */
  publicUrl: string;
  transport: "webhook" | "websocket" | "both";
  webhookSecret: string;
  oauth: { identifier: string; secret: string };
  quietMs: number;
  awaitingMs: number;
  connect: boolean;
  /** False: callers are searched for, and the users of the account are never read. */
  indexed: boolean;
};

export type Joined = {
  integration: { id: string; key: string };
  /** Address for the PBX's webhook. */
  webhookUrl: string;
  /** The installed app, linked with the integration. */
  app: { appId: number; installationId: number };
};

const foreverMs = 365 * 24 * 3600_000;

/**
 * Joins a PBX and a Zendesk account by the verbs that the command line calls, without the time that
 * processes take; consent and callback go over HTTP. Unless `connect` is false the app is installed and linked.
 */
export async function join(options: Joining): Promise<Joined> {
  const log = createLogger("silent");
  const box = createSecretBox(loadKeys({ encryptionKey: options.encryptionKey, dataDir: "" }));
  const { db, close } = openDatabase(options.databaseUrl, log, { max: 2 });
  try {
    const { pbx, zendesk, transport, publicUrl } = options;
    const { id, key } = await addIntegration(db, box, {
      name: "Acme",
      defaultCountry: "US",
      quietMs: options.quietMs,
      awaitingMs: options.awaitingMs,
      pbx: {
        url: pbx.url,
        clientId: pbx.clientId,
        clientSecret: pbx.clientSecret,
        timeZone: pbx.timeZone,
        webhook: transport !== "websocket",
        websocket: transport !== "webhook",
        webhookSecret: transport === "websocket" ? null : options.webhookSecret,
      },
      zendesk: {
        subdomain: zendesk.subdomain,
        clientId: options.oauth.identifier,
        clientSecret: options.oauth.secret,
      },
    });
    const webhookUrl = `${publicUrl}/pbx/${key}/events`;
    if (transport !== "websocket") {
      pbx.setWebhook({ url: webhookUrl, secret: options.webhookSecret, retryCount: 5, timeoutSeconds: 3 });
    }
    // Zendesk takes addresses of this machine by this name only.
    const url = publicUrl.replace("//127.0.0.1:", "//localhost:");
    const files = packageFiles({ url, integrationKey: key, name: "Deskline", version: "0.1.0" });
    const joined = { integration: { id, key }, webhookUrl, app: zendesk.addAppInstallation(files) };
    if (!options.indexed)
      await beginIndex(
        db,
        id,
        { country: "US", numberFields: [] },
        new Date(),
        new Date(Date.now() + foreverMs),
      );
    if (!options.connect) return joined;
    const deps = { db, box, log, clock: systemClock, publicUrl, zendeskBaseUrl: zendesk.url };
    const answer = await fetch(await zendesk.consent(await beginAuthorization(deps, id)));
    if (!(await answer.text()).includes("Authorization succeeded!"))
      throw new Error("Zendesk was not connected");
    await until("the PBX's extensions to be read", async () => (await listPbxNumbers(db, id)).length > 0);
    const agents = zendesk.users().filter((user) => user.role === "agent");
    const bindings = (await listPbxNumbers(db, id)).flatMap(({ number, name }) => {
      const agent = agents.find((user) => user.name === name);
      return agent === undefined ? [] : [{ extension: number, agentId: agent.id, agentName: name }];
    });
    await db.transaction((tx) => replaceBindings(tx, id, [], bindings));
    await linkApp(db, id, joined.app);
    return joined;
  } finally {
    await close();
  }
}
