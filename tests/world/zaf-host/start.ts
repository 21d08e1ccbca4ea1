import { once } from "node:events";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, BrowserContext } from "playwright-core";
import type { ZendeskSimulator } from "../zendesk/simulator.ts";
import { hostApp, type HostOptions } from "./server.ts";
import { openWorkspacePage, type WorkspacePage } from "./workspace-page.ts";

export type ZafHostOptions = {
  zendesk: ZendeskSimulator;
  /** Who is logged in at first; default the first agent of the account. */
  agentEmail?: string;
  /** Default 0: any free port. */
  port?: number;
  links?: HostOptions["links"];
  timeZone?: string;
};

export type ZafHost = {
  /** `http://localhost:…`: an origin that the SDK accepts. */
  url: string;
  /** Opens the workspace in a browser tab; tabs of one context are logged in as the same agent. */
  open(
    browser: Browser | BrowserContext,
    options?: { agentEmail?: string; path?: string },
  ): Promise<WorkspacePage>;
  close(): Promise<void>;
};

/**
 * Starts the agent workspace of a simulated account on the loopback interface. It shows the apps that are
 * installed there, in every location that their manifests name.
 */
export async function startZafHost(options: ZafHostOptions): Promise<ZafHost> {
  const { zendesk, links = [], timeZone = null } = options;
  let port = 0;
  const agentId = agentByEmail(zendesk, options.agentEmail);
  const app = hostApp({ zendesk, agentId, links, timeZone }, () => port);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the host has no port");
  port = address.port;
  const url = `http://localhost:${port}`;
  return {
    url,
    async open(browser, { agentEmail, path = "/agent/" } = {}) {
      const context = "newContext" in browser ? await browser.newContext() : browser;
      if (agentEmail !== undefined) {
        const value = String(agentByEmail(zendesk, agentEmail));
        await context.addCookies([{ name: `agent_${port}`, value, url }]);
      }
      return openWorkspacePage(await context.newPage(), url + path);
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function agentByEmail(zendesk: ZendeskSimulator, email: string | undefined): number {
  const agents = zendesk.users().filter((user) => user.role !== "end-user");
  const agent =
    email === undefined
      ? (agents.find((user) => user.role === "agent") ?? agents[0])
      : agents.find((user) => user.email === email);
  if (agent === undefined) throw new Error(`the account has no agent ${email ?? ""}`);
  return agent.id;
}
