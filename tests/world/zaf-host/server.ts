import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { Hono, type Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { ZendeskSimulator } from "../zendesk/simulator.ts";
import { readInstalledApps } from "./apps.ts";
import type { Boot, Link, News } from "./core/shapes.ts";
import { watchAccount } from "./news.ts";
import { agentsOf, findTicket, findUser, listsOf, zone } from "./records.ts";

export type HostOptions = {
  zendesk: ZendeskSimulator;
  /** Who is logged in at first. */
  agentId: number;
  links: Link[];
  /** Of every agent, instead of the one that the account has for them. */
  timeZone: string | null;
};

/** Header by which the host's own requests can be told from the service's in the simulator's journal. */
const hostHeader = "x-zaf-host";

const TokenInput = z.object({
  appId: z.number(),
  installationId: z.number(),
  location: z.string(),
  ticketId: z.number().optional(),
});

/** The workspace's server: the page, what it asks for, and Zendesk's API with the session of the agent. */
export function hostApp(options: HostOptions, port: () => number): Hono {
  const { zendesk } = options;
  const app = new Hono();
  const cookie = (): string => `agent_${port()}`;
  const tokens = new Map<number, string>();

  function agentOf(c: Context): number {
    const chosen = Number(getCookie(c, cookie()));
    return agentsOf(zendesk).some((agent) => agent.id === chosen) ? chosen : options.agentId;
  }

  function tokenOf(agentId: number): string {
    const token = tokens.get(agentId) ?? zendesk.logIn(agentId);
    tokens.set(agentId, token);
    return token;
  }

  app.get("/", (c) => c.redirect("/agent/"));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/agent/*", async (c) =>
    c.html(await readFile(new URL("page/page.html", import.meta.url), "utf8")),
  );
  app.get("/host/:folder{core|page}/:file{[a-z-]+[.](ts|css)}", async (c) => {
    const { folder, file } = c.req.param();
    const type = file.endsWith(".css") ? "text/css" : "text/javascript";
    const headers = { "content-type": type, "cache-control": "max-age=60" };
    return c.body(await readForBrowser(`${folder}/${file}`), 200, headers);
  });

  app.get("/host/boot", (c) => c.json(bootOf(options, agentOf(c))));
  app.get("/host/lists", (c) => c.json(listsOf(zendesk)));
  app.get("/host/tickets/:id", (c) => c.json(findTicket(zendesk, Number(c.req.param("id")))));
  app.get("/host/users/:id", (c) => c.json(findUser(zendesk, Number(c.req.param("id")))));
  app.post("/host/agent/:id", (c) => {
    setCookie(c, cookie(), c.req.param("id"), { path: "/", sameSite: "Lax" });
    return c.body(null, 204);
  });
  app.post("/host/token", async (c) => {
    const { ticketId, ...claims } = TokenInput.parse(await c.req.json());
    const ticket = ticketId === undefined ? {} : { ticketId };
    return c.json({ token: zendesk.signAppToken({ ...claims, ...ticket, userId: agentOf(c) }) });
  });
  app.get("/host/news", (c) => newsStream(c, zendesk));
  app.all("/api/*", (c) => passOn(c, zendesk, tokenOf(agentOf(c))));
  return app;
}

const read = new Map<string, Promise<string>>();

/** A file of the page as a browser takes it. */
function readForBrowser(path: string): Promise<string> {
  const before = read.get(path);
  if (before !== undefined) return before;
  const source = readFile(new URL(path, import.meta.url), "utf8");
  const text = path.endsWith(".css") ? source : source.then((code) => stripTypeScriptTypes(code));
  read.set(path, text);
  return text;
}

function bootOf({ zendesk, timeZone, links }: HostOptions, agentId: number): Boot {
  const agent = findUser(zendesk, agentId)?.user;
  if (agent === undefined) throw new Error(`there is no agent ${agentId}`);
  const ownZone = timeZone === null ? agent.timeZone : zone(timeZone);
  return {
    agent: { ...agent, timeZone: ownZone },
    agents: agentsOf(zendesk),
    subdomain: zendesk.subdomain,
    timeZone: ownZone,
    apps: readInstalledApps(zendesk),
    links,
  };
}

function newsStream(c: Context, zendesk: ZendeskSimulator): Response {
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const tell = (news: News): void => void stream.writeSSE({ data: JSON.stringify(news) });
    watchAccount(zendesk, tell, gone.signal);
    await stream.writeSSE({ event: "ready", data: "" });
    await new Promise<void>((resolve) => gone.signal.addEventListener("abort", () => resolve()));
  });
}

/** As the browser of an agent would ask Zendesk: by their session, and nothing of the app's own. */
async function passOn(c: Context, zendesk: ZendeskSimulator, token: string): Promise<Response> {
  const url = new URL(c.req.url);
  const { method } = c.req;
  const contentType = c.req.header("content-type");
  const answer = await fetch(`${zendesk.url}${url.pathname}${url.search}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      [hostHeader]: "1",
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    },
    ...(method === "GET" || method === "HEAD" ? {} : { body: await c.req.arrayBuffer() }),
  });
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return new Response(answer.body, { status: answer.status, headers });
}
