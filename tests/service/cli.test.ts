import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { runCli } from "../world/service-process.ts";
import { World } from "../world/world.ts";

let world: World;
let directory = "";

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: database.url } });
  directory = mkdtempSync(join(tmpdir(), "deskline-cli-"));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await world.close();
});

/** What a command that fails says: one line, on stderr, and nothing on stdout. */
async function complaint(...args: string[]): Promise<string> {
  const result = await runCli(args, world.env);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 1, stdout: "" });
  expect(result.stderr).toMatch(/^[^\n]+\n$/);
  return result.stderr.trim();
}

function add(name: string, ...more: string[]): string[] {
  const both = "--time-zone Europe/Berlin --zendesk acme --zendesk-client-id deskline --pbx-client-id id";
  return ["integration", "add", "--name", name, "--pbx-url", world.pbx.url, ...both.split(" "), ...more];
}

describe("an integration", () => {
  test("takes its secrets from a file, from standard input and from the environment, and keeps them sealed", async () => {
    const file = join(directory, "zendesk");
    writeFileSync(file, "from the file\n");
    const env = { ...world.env, DESKLINE_PBX_WEBHOOK_SECRET: "from the environment" };
    const args = add(
      "Second",
      "--transport",
      "both",
      "--pbx-client-secret-file",
      "-",
      "--zendesk-client-secret-file",
      file,
    );
    const result = await runCli(args, env, "from standard input\n");
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toMatch(/Status +draft/);
    expect(result.stdout).toMatch(/Webhook URL +http\S+\/pbx\/[\w-]{20,}\/events/);
    expect(result.stdout).toMatch(/Redirect URL +http\S+\/oauth\/zendesk\/callback/);
    expect(result.stdout).not.toMatch(/from (the file|standard input|the environment)/);
    const [row] = await world.query<{ id: string; pbx: string; webhook: string; zendesk: string }>(
      "select i.id, p.client_secret as pbx, p.webhook_secret as webhook, z.client_secret as zendesk from integrations i join pbx_connections p on p.integration_id = i.id join zendesk_connections z on z.integration_id = i.id where i.name = 'Second'",
    );
    const box = createSecretBox(loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" }));
    const id = row?.id ?? "";
    expect(box.open(row?.pbx ?? "", `pbx_connections.client_secret:${id}`)).toBe("from standard input");
    expect(box.open(row?.webhook ?? "", `pbx_connections.webhook_secret:${id}`)).toBe("from the environment");
    expect(box.open(row?.zendesk ?? "", `zendesk_connections.client_secret:${id}`)).toBe("from the file");
  });

  test("has a name of its own", async () => {
    expect(await complaint(...add("Acme"))).toBe(
      'There is an integration "Acme" already. Choose another name.',
    );
  });

  test("has to be named when there are several, and is found by name, id and key", async () => {
    expect(await complaint("integration", "show")).toContain(
      'There are 2 integrations. Name one with --integration: "Acme", "Second"',
    );
    expect(await complaint("bind", "list", "-i", "Third")).toBe(
      'There is no integration "Third". There is: "Acme", "Second"',
    );
    const [row] = await world.query<{ id: string; key: string }>(
      "select id, key from integrations where name = 'Second'",
    );
    const shown = await Promise.all(
      ["Second", row?.id ?? "", row?.key ?? ""].map((name) => world.cli(["integration", "show", "-i", name])),
    );
    for (const { stdout } of shown) expect(stdout).toMatch(/Name +Second/);
  });

  test("is removed only when that is confirmed, and then with everything that is its own", async () => {
    expect(await complaint("integration", "remove", "-i", "Second")).toContain(
      "cannot be undone. Repeat it with --yes.",
    );
    expect(await world.query("select 1 from integrations")).toHaveLength(2);
    expect((await world.cli(["integration", "remove", "-i", "Second", "--yes"])).stdout).toBe(
      'Removed "Second".\n',
    );
    expect(await world.query("select name from integrations")).toEqual([{ name: "Acme" }]);
    expect(await world.query("select 1 from pbx_connections")).toHaveLength(1);
    expect(await world.query("select 1 from zendesk_connections")).toHaveLength(1);
  });
});

describe("a binding", () => {
  const bindings = () => world.query("select extension, agent_name from bindings order by extension");
  const all = [
    { extension: "2005", agent_name: "Kristin Hale" },
    { extension: "2006", agent_name: "Marcus Webb" },
    { extension: "2007", agent_name: "Ana Torres" },
  ];

  test("needs an extension and an agent that exist", async () => {
    expect(await complaint("bind", "add", "9999", "kristin.hale@example.com")).toBe(
      "The PBX has no extension 9999 as far as is known. Read them anew: deskline integration sync",
    );
    expect(await complaint("bind", "add", "2005", String(world.customer.id))).toBe(
      `Zendesk has no agent or admin "${String(world.customer.id)}". Use an e-mail address or an id.`,
    );
    expect(await bindings()).toEqual(all);
  });

  test("is one to one: binding either side anew undoes what was", async () => {
    await world.cli(["bind", "add", "2006", "KRISTIN.HALE@example.com"]);
    expect(await bindings()).toEqual([{ extension: "2006", agent_name: "Kristin Hale" }, all[2]]);
    const marcus = world.zendesk.users().find((user) => user.name === "Marcus Webb");
    await world.cli(["bind", "add", "2005", String(marcus?.id)]);
    expect(await bindings()).toEqual([
      { extension: "2005", agent_name: "Marcus Webb" },
      { extension: "2006", agent_name: "Kristin Hale" },
      all[2],
    ]);
  });

  test("is undone once", async () => {
    for (const extension of ["2005", "2006"])
      expect((await world.cli(["bind", "remove", extension])).stdout).toBe(
        `Nobody is bound to ${extension} any more.\n`,
      );
    expect(await complaint("bind", "remove", "2005")).toBe("Nobody is bound to 2005.");
  });

  test("is made from equal e-mail addresses, after a look at what would be", async () => {
    const preview = await world.cli(["bind", "auto", "--dry-run"]);
    expect(preview.stdout).toMatch(/2005 +Kristin Hale\n2006 +Marcus Webb\n$/);
    expect(await bindings()).toEqual([all[2]]);
    expect((await world.cli(["bind", "auto"])).stdout).toBe(preview.stdout);
    expect(await bindings()).toEqual(all);
    expect((await world.cli(["bind", "auto"])).stdout).toContain("Nothing to show.");
    expect((await world.cli(["bind", "list"])).stdout).toMatch(/2007 +Ana Torres +\d+/);
  });
});

test("what is asked for and not there is said", async () => {
  expect(await complaint("calls", "show", "nonsense")).toBe(
    "There is no call nonsense. See: deskline calls list",
  );
  expect(await complaint("calls", "show", "00000000-0000-0000-0000-000000000000")).toContain(
    "There is no call 0000",
  );
  expect(await complaint("jobs", "retry", "--all")).toBe(
    "No such job was given up. See: deskline jobs parked",
  );
});

test("a wrong environment is one line with the cure", async () => {
  const result = await runCli(["integration", "list"], { ...world.env, ENCRYPTION_KEY: "too short" });
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/^ENCRYPTION_KEY must be 32 bytes [^\n]+\n$/);
});

test("a call is shown from its first event to its ticket", async () => {
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  call.hangUp();
  await world.settled(1);
  const list = await world.cli(["calls", "list"]);
  expect(list.stdout).toMatch(/inbound +5503309 +answered +#\d+/);
  const id = /[0-9a-f-]{36}/.exec(list.stdout)?.[0] ?? "";
  const shown = await world.cli(["calls", "show", id]);
  for (const part of [
    '"outcome": "answered"',
    "event 30011 by webhook: applied",
    "settled",
    "contact",
    "ticket_opened",
  ])
    expect(shown.stdout).toContain(part);
  const json: unknown = JSON.parse((await world.cli(["calls", "show", id, "--json"])).stdout);
  expect(json).toMatchObject({ call: { id, pbxCallId: call.callId, logging: "done" } });
});
