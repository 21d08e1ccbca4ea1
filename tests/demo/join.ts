import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { packageFiles } from "@deskline/zendesk-app/package/files";
import type { Office } from "./office.ts";
import { startProcess, unlessAborted, type Env } from "./processes.ts";
import type { Terminal } from "./terminal.ts";

/** Of the PBX's webhook entry; the demo sets it on the PBX for the calls that are to arrive twice. */
export const webhookSecret = randomBytes(16).toString("hex");

/** Joins the PBX to Zendesk as an administrator would. Returns the address for the PBX's webhook. */
export async function joinBothSides(
  office: Office,
  stack: AsyncDisposableStack,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const { pbx, zendesk, serviceUrl } = office;
  const oauth = zendesk.addOAuthClient({
    identifier: "deskline",
    redirectUris: [`${serviceUrl}/oauth/zendesk/callback`],
  });
  const secrets = {
    DESKLINE_PBX_CLIENT_SECRET: pbx.clientSecret,
    DESKLINE_PBX_WEBHOOK_SECRET: webhookSecret,
    DESKLINE_ZENDESK_CLIENT_SECRET: oauth.secret,
  };
  const deskline = (...args: string[]): Promise<string> =>
    runDeskline(args, { ...office.env, ...secrets }, stack, signal);

  const settings = {
    "--name": "Acme",
    "--country": "US",
    "--transport": "both",
    "--pbx-url": pbx.url,
    "--pbx-client-id": pbx.clientId,
    "--time-zone": pbx.timeZone,
    "--zendesk": zendesk.subdomain,
    "--zendesk-client-id": oauth.identifier,
    "--quiet-period": "0.3",
    "--record-wait": "3",
  };
  const added = await deskline("integration", "add", ...Object.entries(settings).flat());
  terminal.done("Integration added", "deskline integration add");
  await Promise.all([
    deskline("integration", "connect").then((address) => grantAccess(office, address.trim())),
    deskline("integration", "sync"),
  ]);
  terminal.done("Zendesk access granted", "deskline integration connect, OAuth with PKCE");
  terminal.done("Extensions read", "deskline integration sync");
  await deskline("bind", "auto");
  terminal.done("Agents bound", "deskline bind auto");
  const webhookUrl = /Webhook URL\s+(http\S+)/.exec(added)?.[1] ?? "";
  installApp(office, /\/pbx\/([^/]+)\//.exec(webhookUrl)?.[1] ?? "");
  await deskline("app", "link");
  terminal.done("App installed and linked", "deskline app link");
  while (pbx.openSockets() === 0) await sleep(50, undefined, { signal });
  terminal.done("Subscribed to the PBX", "WebSocket");
  return webhookUrl;
}

/** As an administrator who uploads what `npm run package` makes. */
function installApp({ zendesk, serviceUrl }: Office, integrationKey: string): void {
  // Zendesk takes addresses of this machine by this name only.
  const url = serviceUrl.replace("//127.0.0.1:", "//localhost:");
  zendesk.addAppInstallation(packageFiles({ url, integrationKey, name: "Deskline", version: "0.1.0" }));
}

async function grantAccess({ zendesk }: Office, address: string): Promise<void> {
  const answer = await fetch(await zendesk.consent(address));
  const page = await answer.text();
  if (!page.includes("Authorization succeeded!"))
    throw new Error(`Zendesk was not connected: ${/<p>([^<]*)/.exec(page)?.[1] ?? answer.status}`);
}

/**
 * Runs `deskline …` as a process of its own and returns what it printed. The stack ends it before the
 * service, without whose database it would start one itself. @throws with its words when it fails
 */
async function runDeskline(
  args: string[],
  env: Env,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<string> {
  const cli = startProcess(["service/src/cli/main.ts", ...args], env);
  stack.defer(cli.stop);
  const code = await unlessAborted(cli.exited, signal);
  if (code !== 0) throw new Error(`deskline ${args.slice(0, 2).join(" ")} failed: ${cli.output().trim()}`);
  return cli.stdout();
}
