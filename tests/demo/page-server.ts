import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { CallBook, CallStory } from "./call-book.ts";
import { pageBody, wholePage } from "./page.ts";
import { phonesPage } from "./phones.ts";
import { isPlayName, playCall, type Stage } from "./plays.ts";

const newest = 20;

/** What a page of plain forms needs, and nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; form-action 'self'; img-src data:";

/** Serves the demo's own page on a free port of the loopback interface. */
export async function startPage(
  stage: Stage,
  book: CallBook,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = new Hono();

  async function body(): Promise<string> {
    const briefs = (await book.list()).slice(0, newest);
    const stories = await Promise.all(briefs.map(({ id }) => book.story(id)));
    const found = stories.filter((story): story is CallStory => story !== null);
    return String(await pageBody(stage.office, found));
  }

  app.get("/", async (context) => {
    const shown = await body();
    context.header("content-security-policy", policy);
    return context.html(wholePage(shown, versionOf(shown)));
  });
  /** Changes whenever the page would. */
  app.get("/version", async (context) => context.text(versionOf(await body())));
  app.post("/calls", async (context) => {
    const name = (await context.req.formData()).get("play");
    if (typeof name !== "string" || !isPlayName(name)) return context.text("There is no such call.", 400);
    await playCall(name, stage);
    return context.redirect("/", 303);
  });

  app.get("/phones", (context) => context.redirect("/phones/"));
  app.route("/phones/", phonesPage(stage.office.pbx));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the page has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function versionOf(body: string): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, 16);
}
