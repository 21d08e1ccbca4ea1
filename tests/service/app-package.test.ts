import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makePackage } from "@deskline/zendesk-app/package/make-package";
import { readZip } from "@deskline/zendesk-app/package/zip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { makeCertificate } from "../support/certificate.ts";
import { until } from "../world/until.ts";
import { startZendesk, type ZendeskSimulator } from "../world/zendesk/simulator.ts";

/** Zendesk's own tool, as an administrator runs it, against a simulated account. */

const root = fileURLToPath(new URL("../../", import.meta.url));

let zendesk: ZendeskSimulator;
let home: string;
let folder: string;
let gate: Server;
let env: Record<string, string>;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "deskline-zcli-"));
  zendesk = await startZendesk({});
  const admin = zendesk.addUser({ name: "Ada Admin", role: "admin" });
  const { certificate, key } = makeCertificate();
  writeFileSync(join(home, "certificate.pem"), certificate);
  gate = await encrypt(zendesk.url, { cert: certificate, key });
  const { port } = z.object({ port: z.number() }).parse(gate.address());
  ({ folder } = await packageFor("https://deskline.example.com"));
  env = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    // zcli speaks https only, with the host that these two make together: here 127.0.0.1.
    ZENDESK_SUBDOMAIN: "127",
    ZENDESK_DOMAIN: `0.0.1:${port}`,
    ZENDESK_OAUTH_TOKEN: zendesk.logIn(admin.id),
    NODE_EXTRA_CA_CERTS: join(home, "certificate.pem"),
  };
});

afterAll(async () => {
  gate.close();
  await zendesk.close();
  rmSync(home, { recursive: true });
});

test(
  "zcli finds the package valid, creates the app, installs it and updates it",
  { timeout: 120_000 },
  async () => {
    expect(await zcli("apps:validate")).toContain("No validation errors");

    expect(await zcli("apps:create")).toContain("Successfully installed app: Deskline");
    await until("the installation", async () => zendesk.installedApps().length === 1);
    const [installed] = zendesk.installedApps();
    expect(installed).toMatchObject({ name: "Deskline", enabled: true, settings: { name: "Deskline" } });
    expect(addressIn(installed?.files)).toBe("https://deskline.example.com/zendesk-app/acme-1/top_bar");

    await packageFor("https://phones.example.com");
    expect(await zcli("apps:update")).toContain("Successfully updated app: Deskline");
    const [updated] = zendesk.installedApps();
    expect(updated).toMatchObject({ appId: installed?.appId, installationId: installed?.installationId });
    expect(addressIn(updated?.files)).toBe("https://phones.example.com/zendesk-app/acme-1/top_bar");
    expect([...(updated?.files.keys() ?? [])]).not.toContain("zcli.apps.config.json");
    expect(zendesk.unexpected()).toEqual([]);
  },
);

test("zcli passes on what is wrong with a package", async () => {
  const path = join(folder, "manifest.json");
  const manifest = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, "utf8")));
  writeFileSync(path, JSON.stringify({ ...manifest, frameworkVersion: "1.0" }));
  await expect(zcli("apps:validate")).rejects.toThrow("frameworkVersion must be 2.0");
});

test("npm run package says where the package is, and what is wrong with what it was asked for", async () => {
  const out = join(home, "script");
  const ask = (...args: string[]) =>
    run(process.execPath, ["scripts/package.mjs", ...args, "--out", out], root);
  const said = await ask("--url", "https://deskline.example.com", "--key", "acme-1");
  const zip = /Package +(\S+)/.exec(said)?.[1] ?? "";
  expect([...readZip(readFileSync(zip)).files.keys()]).toContain("manifest.json");
  await expect(ask("--url", "http://deskline.example.com", "--key", "a")).rejects.toThrow(
    /^--url must begin/,
  );
  await expect(ask("--url", "https://deskline.example.com")).rejects.toThrow(/^--url and --key are needed/);
  await expect(ask("--colour", "red")).rejects.toThrow(/^Unknown option '--colour'/);
});

async function packageFor(url: string) {
  return makePackage({ url, integrationKey: "acme-1", name: "Deskline", out: join(home, "package") });
}

function addressIn(files: ReadonlyMap<string, Uint8Array> | undefined): string {
  const schema = z.object({
    location: z.object({ support: z.object({ top_bar: z.object({ url: z.string() }) }) }),
  });
  const manifest = files?.get("manifest.json");
  return schema.parse(JSON.parse(new TextDecoder().decode(manifest))).location.support.top_bar.url;
}

/** Runs zcli on the package's folder. @throws with all that it said when it fails */
function zcli(command: string): Promise<string> {
  return run(join(root, "node_modules/.bin/zcli"), [command, folder], home);
}

function run(file: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { env, cwd }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`${stdout}${stderr}`));
    });
  });
}

/** The simulated account behind https. */
async function encrypt(target: string, keys: { cert: string; key: string }): Promise<Server> {
  const server = createServer(keys, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      void pass(target, request, Buffer.concat(chunks)).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function pass(
  target: string,
  { url = "", method = "", headers }: IncomingMessage,
  body: Buffer<ArrayBuffer>,
): Promise<Response> {
  const kept = ["authorization", "content-type", "accept"].flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  return fetch(target + url, { method, headers: kept, ...(method === "GET" ? {} : { body }) });
}
