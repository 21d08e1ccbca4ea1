import type { Command } from "commander";
import type { AuditedChange } from "../admin/audit.ts";
import { changesBetween } from "../admin/core/changes.ts";
import { changeIntegration, setZendeskCredentials } from "../integrations/change.ts";
import { leaveAccount } from "../integrations/leave-account.ts";
import { setPbxCredentials } from "../integrations/pbx-session.ts";
import { setWebhookSecret } from "../integrations/store.ts";
import { syncNumbers } from "../extensions/sync-numbers.ts";
import {
  checkCountry,
  checkPbxUrl,
  checkSeconds,
  checkSubdomain,
  checkTimeZone,
  checkTransport,
} from "./check-input.ts";
import { print } from "./print.ts";
import { pbxClientSecret, secretsHelp, webhookSecret, zendeskClientSecret, type Env } from "./secrets.ts";
import {
  changeAudited,
  integrationNamed,
  refuseTakenName,
  whichIntegration,
  withSession,
} from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline integration set…`: changing what was entered. */
export function integrationSetCommands(integration: Command, env: Env): void {
  integration
    .command("set")
    .description("change what is given, leave the rest")
    .option(...whichIntegration)
    .option("--name <name>", "what you call it")
    .option("--time-zone <zone>", "time zone of the PBX, such as Europe/Berlin")
    .option("--country <code>", "country in which numbers without a country code are read")
    .option("--transport <way>", "how events come: webhook, websocket or both")
    .option("--quiet-period <seconds>", "how long a finished call is listened to for further CDR rows")
    .option("--record-wait <seconds>", "how long a call that seems over waits for its CDR row")
    .action((options: SetOptions) => set(options, env));

  integration
    .command("set-webhook-secret")
    .description("set a new webhook secret; the one before stays valid until the next change")
    .option(...whichIntegration)
    .option("--webhook-secret-file <path>", "file with the secret of the PBX's webhook entry")
    .addHelpText("after", secretsHelp)
    .action((options: { integration?: string; webhookSecretFile?: string }) =>
      withSession(env, async (session) => {
        const one = await integrationNamed(session, options.integration);
        const secret = await webhookSecret(options.webhookSecretFile, env);
        const after = { webhookSecret: one.pbx.webhookSecretSet ? "changed" : "set" };
        await changeAudited(session, one, "pbx.changed", { after }, (tx) =>
          setWebhookSecret(tx, session.box, one.id, secret),
        );
        print("The webhook secret is set.");
      }),
    );

  integration
    .command("set-pbx")
    .description("set the PBX's address or credentials anew, and try to log in again")
    .option(...whichIntegration)
    .option("--pbx-url <url>", "address of the PBX's web portal")
    .option("--pbx-client-id <id>", "Client ID of the PBX")
    .option("--pbx-client-secret-file <path>", "file with the Client Secret of the PBX")
    .addHelpText("after", secretsHelp)
    .action((options: SetPbxOptions) => setPbx(options, env));

  integration
    .command("set-zendesk")
    .description("set Zendesk's subdomain or OAuth client anew; an administrator has to connect again")
    .option(...whichIntegration)
    .option("--zendesk <subdomain>", "subdomain of the Zendesk account")
    .option("--zendesk-client-id <id>", "Unique identifier of the OAuth client in Zendesk")
    .option("--zendesk-client-secret-file <path>", "file with the Secret of the OAuth client")
    .addHelpText("after", secretsHelp)
    .action((options: SetZendeskOptions) => setZendesk(options, env));
}

type SetOptions = {
  integration?: string;
  name?: string;
  timeZone?: string;
  country?: string;
  transport?: string;
  quietPeriod?: string;
  recordWait?: string;
};

async function set(options: SetOptions, env: Env): Promise<void> {
  const { name, timeZone, country, transport, quietPeriod, recordWait } = options;
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(timeZone === undefined ? {} : { timeZone: checkTimeZone(timeZone) }),
    ...(country === undefined ? {} : { defaultCountry: checkCountry(country) }),
    ...(transport === undefined ? {} : checkTransport(transport)),
    ...(quietPeriod === undefined ? {} : { quietMs: checkSeconds(quietPeriod) }),
    ...(recordWait === undefined ? {} : { awaitingMs: checkSeconds(recordWait) }),
  };
  if (Object.keys(changes).length === 0) throw new UsageError("Nothing to change was given. See --help.");
  await withSession(env, async (session) => {
    const one = await integrationNamed(session, options.integration);
    if ("webhook" in changes && changes.webhook && !one.pbx.webhookSecretSet) {
      throw new UsageError(
        "The webhook needs its secret first. Run: deskline integration set-webhook-secret",
      );
    }
    if (name !== undefined && name !== one.name) await refuseTakenName(session, name);
    const { pbx, defaultCountry, quietMs, awaitingMs } = one;
    const { timeZone: zone, webhook, websocket } = pbx;
    const before = {
      name: one.name,
      defaultCountry,
      quietMs,
      awaitingMs,
      timeZone: zone,
      webhook,
      websocket,
    };
    await changeAudited(session, one, "integration.changed", changesBetween(before, changes), (tx) =>
      changeIntegration(tx, one.id, changes),
    );
    print(`"${name ?? one.name}" is changed.`);
  });
}

type SetPbxOptions = {
  integration?: string;
  pbxUrl?: string;
  pbxClientId?: string;
  pbxClientSecretFile?: string;
};

async function setPbx(options: SetPbxOptions, env: Env): Promise<void> {
  const clientSecret = await pbxClientSecret(options.pbxClientSecretFile, env);
  const url = options.pbxUrl === undefined ? {} : { url: checkPbxUrl(options.pbxUrl) };
  const clientId = options.pbxClientId === undefined ? {} : { clientId: options.pbxClientId };
  await withSession(env, async (session) => {
    const one = await integrationNamed(session, options.integration);
    const plain = { ...url, ...clientId };
    const moves = "url" in url && url.url !== one.pbx.url;
    await changeAudited(session, one, "pbx.changed", withSecret(one.pbx, plain), (tx) =>
      setPbxCredentials({ db: tx, box: session.box }, one.id, { ...plain, clientSecret }),
    );
    const count = await syncNumbers(session, one);
    if (moves && one.pbx.webhook)
      print(
        "The webhook needs a secret of its own there: set it up in the console, or run: deskline integration set-webhook-secret",
      );
    print(`The PBX accepts the log-in. Read ${count} extensions and queues.`);
  });
}

type SetZendeskOptions = {
  integration?: string;
  zendesk?: string;
  zendeskClientId?: string;
  zendeskClientSecretFile?: string;
};

async function setZendesk(options: SetZendeskOptions, env: Env): Promise<void> {
  const clientSecret = await zendeskClientSecret(options.zendeskClientSecretFile, env);
  const subdomain = options.zendesk === undefined ? {} : { subdomain: checkSubdomain(options.zendesk) };
  const clientId = options.zendeskClientId === undefined ? {} : { clientId: options.zendeskClientId };
  await withSession(env, async (session) => {
    const one = await integrationNamed(session, options.integration);
    const plain: { subdomain?: string; clientId?: string } = { ...subdomain, ...clientId };
    const { before, left } = await leaveAccount(session, one, plain.subdomain);
    await changeAudited(session, one, "zendesk.changed", withSecret(one.zendesk, plain), (tx) =>
      setZendeskCredentials(tx, session.box, before, { ...plain, clientSecret }, left.grant),
    );
    if (left.app === "left")
      print("The app could not be taken out of the account before: uninstall it there.");
    if (left.grant === "left")
      print("The account before could not be asked to end its grant: delete its OAuth client there.");
    print("The OAuth client is set. Connect again: deskline integration connect");
  });
}

/** What changes besides the secret, and that the secret is another one; never which. */
function withSecret(before: Record<string, unknown>, after: Record<string, unknown>): AuditedChange {
  const plain = changesBetween(before, after);
  return { ...plain, after: { ...plain?.after, clientSecret: "changed" } };
}
