import { buildAppIfStale } from "../../scripts/build-app.mjs";
import { freePort } from "../world/service-process.ts";
import { furnish } from "../world/yeastar/scenarios.ts";
import { startYeastar, type YeastarSimulator } from "../world/yeastar/simulator.ts";
import { startZendesk, type ZendeskSimulator } from "../world/zendesk/simulator.ts";
import { makeDataDirectory } from "./data-directory.ts";
import { createOutage, type Outage } from "./outage.ts";
import { createPbxClock, type PbxClock } from "./pbx-clock.ts";
import { startProcess, unlessAborted, type Env, type Process } from "./processes.ts";
import type { Terminal } from "./terminal.ts";

/** The PBX, the Zendesk account and the service, running but not joined yet. */
export type Office = {
  pbx: YeastarSimulator;
  zendesk: ZendeskSimulator;
  outage: Outage;
  clock: PbxClock;
  service: Process;
  serviceUrl: string;
  dataDir: string;
  /** What the service runs with, and every `deskline …`. */
  env: Env;
};

export async function startOffice(
  stack: AsyncDisposableStack,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Office> {
  if (await unlessAborted(buildAppIfStale(), signal)) terminal.done("App built", "npm run build");
  const dataDir = makeDataDirectory(stack);
  terminal.done("Data directory", `${dataDir}, removed at the end`);
  const clock = createPbxClock();
  const pbx = await startYeastar({
    now: clock.now,
    advance: clock.advance,
    timeZone: localTimeZone(),
    switches: { partialMembers: true },
  });
  stack.defer(pbx.close);
  furnish(pbx);
  const zendesk = await startZendesk({});
  stack.defer(zendesk.close);
  populate(zendesk);
  const outage = createOutage(zendesk);
  stack.defer(async () => outage.end());
  terminal.done("PBX, simulated", pbx.url);
  terminal.done("Zendesk, simulated", zendesk.url);

  const { service, url, env } = await startService(
    { DATA_DIR: dataDir, ZENDESK_BASE_URL: zendesk.url },
    stack,
    signal,
  );
  terminal.done("Service with its database", url);
  return { pbx, zendesk, outage, clock, service, serviceUrl: url, dataDir, env };
}

/** Another program may take the port between its choice and its use: then the next one is tried. */
async function startService(
  base: Env,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<{ service: Process; url: string; env: Env }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { ...base, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: "info" };
    const service = startProcess(["service/src/main.ts"], env);
    stack.defer(service.stop);
    const ready = await unlessAborted(service.says(/"msg":"ready"/), signal);
    if (ready !== null) return { service, url, env };
    if (attempt < 3 && service.output().includes("EADDRINUSE")) continue;
    throw new Error(`The service did not start. It said:\n${service.output()}`);
  }
}

function populate(zendesk: ZendeskSimulator): void {
  zendesk.addUser({ name: "Ada Admin", email: "ada@acme.example", role: "admin" });
  zendesk.addUser({ name: "Kristin Hale", email: agentEmail, role: "agent" });
  zendesk.addUser({ name: "Marcus Webb", email: "marcus.webb@example.com", role: "agent" });
  zendesk.addUser({ name: "Ana Torres", email: "ana.torres@example.com", role: "agent" });
  zendesk.addUser({ name: "Phillip Huff", phone: "5503309" });
  zendesk.addUser({ name: "Grace Morris", phone: "+442079460123" });
}

/** Who is at work in the demo. */
export const agentEmail = "kristin.hale@example.com";

/** The machine's, so that times on the pages are the reader's; a machine without one has UTC. */
export function localTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === "" || timeZone === "Etc/Unknown" ? "UTC" : timeZone;
}
