import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { freePort, runCli, startServiceProcess } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { giveConsent } from "../world/zendesk/oauth/consent.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const processes: ChildProcess[] = [];
afterAll(() => {
  for (const child of processes) child.kill("SIGINT");
});

/** Starts a simulator as the README says, on a free port; returns its address and all that it printed. */
async function startSimulator(name: string, ...more: string[]): Promise<{ url: string; printed: string }> {
  const script = `tests/world/${name}/main.ts`;
  expect(readme).toContain(`npx node ${script}`);
  const port = String(await freePort());
  const child = spawn(process.execPath, [script, port, ...more], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const url = () => /http:\/\/\S+:\d+/.exec(printed)?.[0] ?? "";
  await until(`the simulator of ${name}`, () => Promise.resolve(/secret +\S/.test(printed)));
  return { url: url(), printed };
}

function labelled(printed: string, label: string): string {
  return new RegExp(`^${label} +(\\S+)`, "m").exec(printed)?.[1] ?? `no ${label}`;
}

/** Every `deskline …` of a part of the README, in order, each as a list of words. */
function commandsUnder(heading: string): string[][] {
  const part = readme.slice(readme.indexOf(`### ${heading}\n`)).split(/\n##+ /)[0] ?? "";
  return [...part.replaceAll(/\\\n\s*/g, "").matchAll(/^ *npm run (?:-s )?deskline -- (.*)$/gm)].map(
    (match) => [...(match[1] ?? "").matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? ""),
  );
}

// Twelve commands, each a process of its own.
test(
  "the README's steps, on the simulators that it names, lead from nothing to a ticket",
  { timeout: 90_000 },
  async () => {
    const port = String(await freePort());
    const publicUrl = `http://localhost:${port}`;
    const [pbx, zendesk] = [await startSimulator("yeastar"), await startSimulator("zendesk", publicUrl)];
    const database = await createDatabase(inject("postgresUrl"), "empty");
    const dataDir = mkdtempSync(join(tmpdir(), "deskline-readme-"));
    const env = {
      PORT: port,
      PUBLIC_URL: publicUrl,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ZENDESK_BASE_URL: zendesk.url,
    };
    const secrets = {
      DESKLINE_PBX_CLIENT_SECRET: labelled(pbx.printed, "Client secret"),
      DESKLINE_ZENDESK_CLIENT_SECRET: labelled(zendesk.printed, "its secret"),
    };
    const service = await startServiceProcess(env);
    let callId = "";

    async function ring(): Promise<void> {
      const form = new FormData();
      form.set("name", "direct");
      await fetch(`${pbx.url}/__world/scenarios`, { method: "POST", body: form });
      await until("a call with its ticket", async () => {
        const { stdout } = await runCli(["calls", "list"], env);
        callId = /#\d+ .*([0-9a-f-]{36})/.exec(stdout)?.[1] ?? "";
        return callId !== "";
      });
    }

    /** What differs between the README's PBX and the simulated one, and ids that are made only here. */
    const here = (word: string): string =>
      word
        .replace("https://pbx.example.com:8088", pbx.url)
        .replace("Qx3vT0m8", labelled(pbx.printed, "Client ID"))
        .replace(/^[0-9a-f-]{36}$/, callId);

    const commands = commandsUnder("Adding an integration");
    expect(commands.length).toBeGreaterThan(6);
    for (const words of commands) {
      const name = words.slice(0, 2).join(" ");
      if (name === "calls list") await ring();
      const result = await runCli(words.map(here), { ...env, ...secrets });
      expect([words.join(" "), result.code, result.stderr]).toEqual([words.join(" "), 0, ""]);
      if (name !== "integration connect") continue;
      const address = /http\S+/.exec(result.stdout)?.[0] ?? "";
      expect(await (await fetch(await giveConsent(address))).text()).toContain("Authorization succeeded!");
    }
    const { stdout } = await runCli(["calls", "show", callId], env);
    expect(stdout).toContain("ticket_opened");
    expect(await service.stop()).toBe(0);
    rmSync(dataDir, { recursive: true });
  },
);
