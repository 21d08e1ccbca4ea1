import type { Command } from "commander";
import { commandLine } from "../admin/actor.ts";
import { audit } from "../admin/audit.ts";
import { beginAuthorization, callbackUrl } from "../integrations/connect.ts";
import { webhookUrl } from "../integrations/integration.ts";
import { addIntegration, listIntegrations, removeIntegration } from "../integrations/store.ts";
import { syncNumbers } from "../extensions/sync-numbers.ts";
import {
  checkCountry,
  checkPbxUrl,
  checkSeconds,
  checkSubdomain,
  checkTimeZone,
  checkTransport,
} from "./check-input.ts";
import { integrationSetCommands } from "./integration-set.ts";
import { print, printLabelled, printTable } from "./print.ts";
import { pbxClientSecret, secretsHelp, webhookSecret, zendeskClientSecret, type Env } from "./secrets.ts";
import {
  changeAudited,
  integrationNamed,
  refuseTakenName,
  whichIntegration,
  withSession,
} from "./session.ts";
import { UsageError } from "./usage-error.ts";

type AddOptions = {
  name: string;
  pbxUrl: string;
  pbxClientId: string;
  pbxClientSecretFile?: string;
  timeZone: string;
  country: string;
  transport: string;
  webhookSecretFile?: string;
  zendesk: string;
  zendeskClientId: string;
  zendeskClientSecretFile?: string;
  quietPeriod: string;
  recordWait: string;
};

/** `deskline integration …` */
export function integrationCommands(program: Command, env: Env): void {
  const integration = program.command("integration").description("join a PBX and a Zendesk account");

  integration
    .command("add")
    .description("add an integration; prints the addresses that the PBX and Zendesk need")
    .requiredOption("--name <name>", "what you call it")
    .requiredOption(
      "--pbx-url <url>",
      "address of the PBX's web portal, such as https://pbx.example.com:8088",
    )
    .requiredOption("--pbx-client-id <id>", "Client ID of the PBX (Integrations > API)")
    .option("--pbx-client-secret-file <path>", "file with the Client Secret of the PBX")
    .requiredOption("--time-zone <zone>", "time zone of the PBX, such as Europe/Berlin")
    .option("--country <code>", "country in which numbers without a country code are read", "US")
    .option("--transport <way>", "how events come: webhook, websocket or both", "websocket")
    .option("--webhook-secret-file <path>", "file with the secret of the PBX's webhook entry")
    .requiredOption("--zendesk <subdomain>", "subdomain of the Zendesk account")
    .requiredOption("--zendesk-client-id <id>", "Unique identifier of the OAuth client in Zendesk")
    .option("--zendesk-client-secret-file <path>", "file with the Secret of the OAuth client")
    .option("--quiet-period <seconds>", "how long a finished call is listened to for further CDR rows", "3")
    .option("--record-wait <seconds>", "how long a call that seems over waits for its CDR row", "30")
    .addHelpText("after", secretsHelp)
    .action((options: AddOptions) => add(options, env));

  integration
    .command("list")
    .description("list all integrations")
    .action(() =>
      withSession(env, async ({ db }) => {
        const rows = (await listIntegrations(db)).map((one) => [
          one.name,
          one.status,
          one.pbx.url ?? "-",
          one.zendesk.subdomain ?? "-",
          one.id,
        ]);
        printTable(["name", "status", "PBX", "Zendesk", "id"], rows);
      }),
    );

  integration
    .command("show")
    .description("show one integration, its addresses and its problems")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) =>
        showIntegration(await integrationNamed(session, name), session.publicUrl),
      ),
    );

  integration
    .command("connect")
    .description(
      "print the address at which an administrator of Zendesk grants access, valid for ten minutes",
    )
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) =>
        print(await beginAuthorization(session, (await integrationNamed(session, name)).id)),
      ),
    );

  integration
    .command("sync")
    .description("read extensions and queues from the PBX now")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const count = await syncNumbers(session, await integrationNamed(session, name));
        print(`Read ${count} extensions and queues.`);
      }),
    );

  integration
    .command("remove")
    .description("remove an integration and everything it recorded; Zendesk and the PBX are left as they are")
    .option(...whichIntegration)
    .option("--yes", "needed, since it cannot be undone")
    .action(({ integration: name, yes }: { integration?: string; yes?: boolean }) =>
      withSession(env, async (session) => {
        const one = await integrationNamed(session, name);
        if (yes !== true)
          throw new UsageError(
            `This removes "${one.name}" with its calls and cannot be undone. Repeat it with --yes.`,
          );
        await changeAudited(session, one, "integration.removed", { before: { name: one.name } }, (tx) =>
          removeIntegration(tx, one.id),
        );
        print(`Removed "${one.name}".`);
      }),
    );
  integrationSetCommands(integration, env);
}

async function add(options: AddOptions, env: Env): Promise<void> {
  const transport = checkTransport(options.transport);
  const plain = {
    pbx: {
      url: checkPbxUrl(options.pbxUrl),
      clientId: options.pbxClientId,
      timeZone: checkTimeZone(options.timeZone),
    },
    zendesk: { subdomain: checkSubdomain(options.zendesk), clientId: options.zendeskClientId },
    defaultCountry: checkCountry(options.country),
    quietMs: checkSeconds(options.quietPeriod),
    awaitingMs: checkSeconds(options.recordWait),
  };
  const draft = {
    ...plain,
    name: options.name,
    pbx: {
      ...plain.pbx,
      ...transport,
      clientSecret: await pbxClientSecret(options.pbxClientSecretFile, env),
      webhookSecret: transport.webhook ? await webhookSecret(options.webhookSecretFile, env) : null,
    },
    zendesk: {
      ...plain.zendesk,
      clientSecret: await zendeskClientSecret(options.zendeskClientSecretFile, env),
    },
  };
  await withSession(env, async (session) => {
    await refuseTakenName(session, draft.name);
    const added = await session.db.transaction(async (tx) => {
      const one = await addIntegration(tx, session.box, draft);
      const { url, clientId, timeZone } = one.pbx;
      const after = { name: one.name, pbx: { url, clientId, timeZone }, zendesk: plain.zendesk };
      await audit(tx, { actor: commandLine, integration: one }, "integration.added", { after });
      return one;
    });
    showIntegration(added, session.publicUrl);
  });
}

function showIntegration(one: Awaited<ReturnType<typeof listIntegrations>>[number], publicUrl: string): void {
  const lines: [string, string][] = [
    ["Name", one.name],
    ["Id", one.id],
    ["Status", one.status],
    ["PBX", one.pbx.url === null ? "not entered yet" : `${one.pbx.url} (${one.pbx.timeZone})`],
    ["PBX problem", one.pbx.loginProblem ?? "none"],
    [
      "Events come by",
      [one.pbx.webhook ? "webhook" : "", one.pbx.websocket ? "WebSocket" : ""].filter(Boolean).join(" and "),
    ],
    ["Webhook URL", one.pbx.webhook ? webhookUrl(publicUrl, one.key) : "not used"],
    [
      "Zendesk",
      one.zendesk.subdomain === null ? "not entered yet" : `https://${one.zendesk.subdomain}.zendesk.com`,
    ],
    [
      "Zendesk access",
      one.zendesk.authorized
        ? `granted by ${one.zendesk.adminName ?? "?"} (${one.zendesk.scope ?? ""})`
        : "not granted yet: deskline integration connect",
    ],
    ["Redirect URL", callbackUrl(publicUrl)],
  ];
  printLabelled(lines);
}
