import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { ConsoleClient } from "../world/console-client.ts";
import { World } from "../world/world.ts";

let world: World;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
});
afterAll(() => world.close());

const nonceOf = (policy: string | null) => /'nonce-([\w-]{22})'/.exec(policy ?? "")?.[1] ?? "none";

test.each(["/console", "/console/", "/console/integrations/1/agents?filter=unbound"])(
  "%s is the console, which nobody may frame or keep",
  async (path) => {
    const answer = await fetch(`${world.service.url}${path}`);
    const policy = answer.headers.get("content-security-policy");
    expect(answer.status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    const html = await answer.text();
    expect(html).toContain(`nonce="${nonceOf(policy)}"`);
    expect(html).not.toMatch(/__CSP_NONCE__|deskline:|page-data/);
    expect(
      nonceOf((await fetch(`${world.service.url}${path}`)).headers.get("content-security-policy")),
    ).not.toBe(nonceOf(policy));
  },
);

test("inside Zendesk an administrator gets it with a session that works, and only the account may frame it", async () => {
  const { status, headers, html, data } = await world.signedLoad("nav_bar", "ada@acme.example");
  expect(status).toBe(200);
  expect(html).toContain("<title>Deskline</title>");
  expect(headers.get("content-security-policy")).toContain(
    `frame-ancestors https://${world.zendesk.subdomain}.zendesk.com`,
  );
  expect(data).toMatchObject({ location: "nav_bar", admin: true });
  const ada = ConsoleClient.withSession(world.service.url, data?.session.token ?? "");
  expect((await ada.ask("GET", "session")).body).toMatchObject({
    who: { kind: "zendesk_admin", name: "Ada Admin", integrationId: world.integration.id },
  });
});

test("inside Zendesk an agent gets the app's own page there", async () => {
  const { status, html, data } = await world.signedLoad("nav_bar", "kristin.hale@example.com");
  expect(status).toBe(200);
  expect(html).not.toContain("<title>Deskline</title>");
  expect(data).toMatchObject({ location: "nav_bar", admin: false });
});

test("without its build the page says what to do", async () => {
  await rm(join(world.env["APP_DIR"] ?? "", "console.html"));
  const answer = await fetch(`${world.service.url}/console`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build");
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});
