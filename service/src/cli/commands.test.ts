import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError, type Option } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appCommands } from "./app.ts";
import { bindCommands } from "./bind.ts";
import { callCommands } from "./calls.ts";
import { integrationCommands } from "./integration.ts";
import { operatorCommands } from "./operator.ts";
import { ticketCommands } from "./tickets.ts";
import { UsageError } from "./usage-error.ts";

/** Nothing here gets as far as a database: whatever would open one finds an address that is none. */
const noDatabase = { DATABASE_URL: "nowhere" };
let directory = "";
let said = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "deskline-cli-"));
  said = "";
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function program(env: Record<string, string | undefined>): Command {
  const output = {
    writeOut: (text: string) => void (said += text),
    writeErr: (text: string) => void (said += text),
  };
  const root = new Command("deskline").exitOverride().configureOutput(output);
  integrationCommands(root, env);
  bindCommands(root, env);
  appCommands(root, env);
  callCommands(root, env);
  operatorCommands(root, env);
  ticketCommands(root, env);
  return root;
}

/** What the command says when it ends before it has done anything. */
async function complaint(args: string[], env: Record<string, string | undefined> = {}): Promise<string> {
  try {
    await program({ ...noDatabase, ...env }).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return said;
    if (error instanceof UsageError) return error.message;
    return `${error instanceof Error ? error.name : ""}: ${String(error)}`;
  }
  return "it was done";
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

const all = leaves(program(noDatabase));
const secrets = {
  DESKLINE_PBX_CLIENT_SECRET: "pbx secret",
  DESKLINE_PBX_WEBHOOK_SECRET: "webhook secret",
  DESKLINE_ZENDESK_CLIENT_SECRET: "zendesk secret",
};
const add = [
  "integration",
  "add",
  "--name",
  "Acme",
  "--pbx-url",
  "https://pbx.example.com",
  "--pbx-client-id",
  "id",
  "--time-zone",
  "Europe/Berlin",
  "--zendesk",
  "acme",
  "--zendesk-client-id",
  "deskline",
];

function without(option: string): string[] {
  return add.filter((_, i) => add[i] !== option && add[i - 1] !== option);
}

function replaced(option: string, value: string): string[] {
  return [...without(option), option, value];
}

describe("help", () => {
  test.each(all.map((command) => [pathOf(command).join(" "), command] as const))(
    "of %s explains it",
    async (path, command) => {
      expect(await complaint([...path.split(" "), "--help"])).toContain(`Usage: deskline ${path}`);
      expect(said.replaceAll(/\s+/g, " ")).toContain(command.description());
      expect(command.description()).toMatch(/^[a-z].{8,}/);
      const parts: { description: string }[] = [...command.options, ...command.registeredArguments];
      expect(parts.filter((part) => part.description.length < 4)).toEqual([]);
    },
  );

  test("of deskline names every group of commands", async () => {
    expect(await complaint(["--help"])).toMatch(/integration[^]*bind[^]*app[^]*calls[^]*jobs[^]*operator/);
  });
});

describe("no secret is taken as an argument", () => {
  const options = all.flatMap((command) => [...command.options] as Option[]);

  test("what is named after a secret is a file", () => {
    const named = options
      .map((option) => option.long ?? "")
      .filter((name) => /secret|password|token|key/.test(name));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !name.endsWith("-file"))).toEqual([]);
  });

  test.each(["--pbx-client-secret", "--webhook-secret", "--zendesk-client-secret", "--secret", "--password"])(
    "%s is no option",
    async (option) => {
      expect(await complaint([...add, option, "hush"], secrets)).toContain(`unknown option '${option}'`);
    },
  );

  test("the help says where secrets are read from", async () => {
    await complaint(["integration", "add", "--help"]);
    for (const name of Object.keys(secrets)) expect(said).toContain(name);
    expect(said).toContain('"-" is standard input');
  });
});

describe("what is missing is named", () => {
  test.each(["--name", "--pbx-url", "--pbx-client-id", "--time-zone", "--zendesk", "--zendesk-client-id"])(
    "integration add without %s",
    async (option) => {
      expect(await complaint(without(option), secrets)).toContain(`required option '${option} <`);
    },
  );

  test.each([
    [["bind", "add"], "extension"],
    [["bind", "add", "2005"], "agent"],
    [["bind", "remove"], "extension"],
    [["calls", "show"], "id"],
  ])("%j lacks its %s", async (args, name) => {
    expect(await complaint(args)).toContain(`missing required argument '${name}'`);
  });

  test.each([["integration", "bind"], ["integration", "paint"], ["paint"]])(
    "%j is no command",
    async (...args) => {
      expect(await complaint(args)).toContain("unknown command");
    },
  );

  test("an argument too many is refused", async () => {
    expect(await complaint(["integration", "show", "Acme"])).toContain("too many arguments");
  });
});

describe("a wrong value is refused with the cure, before any secret is asked for", () => {
  test.each([
    ["--pbx-url", "pbx.example.com", "Write it like https://"],
    ["--pbx-url", "https://u:hush@pbx.example.com", "must not hold a user name"],
    ["--time-zone", "Berlin", "Write it like Europe/Berlin"],
    ["--country", "Germany", "Write its two letters"],
    ["--transport", "pigeon", "Choose webhook, websocket or both"],
    ["--zendesk", "acme.example.com", "In https://acme.zendesk.com it is acme"],
    ["--quiet-period", "soon", "between 0 and 3600"],
    ["--record-wait", "-1", "between 0 and 3600"],
  ])("%s %s", async (option, value, cure) => {
    const words = await complaint(replaced(option, value));
    expect(words).toContain(cure);
    expect(words).not.toContain("hush");
  });
});

describe("a wrong rule of the app is refused with the cure, before anything is opened", () => {
  test.each([
    [["pops", "--inbound", "sometimes"], "Write never, or ring, answer or end"],
    [["pops", "--outbound", "ring:page"], "ticket, profile, new_ticket"],
    [["pops", "--inbound", "ring:ticket:now"], "is no rule for pops"],
    [["pops"], "Give a rule with --inbound or --outbound"],
    [["dispositions", "Resolved", " "], "1 to 100 characters"],
    [["dispositions", "Resolved", "Resolved "], "each disposition once"],
    [["dispositions"], "missing required argument 'names'"],
    [["dial-rules", "--outside-prefix", "zero"], "Write up to eight of the digits"],
    [["dial-rules", "--international-prefix", "+"], "is no prefix"],
    [["dial-rules"], "Give a rule"],
    [["link", "--installation", "first"], "is no id of an installation"],
    [["link", "--installation", "0"], "is no id of an installation"],
  ])("app %j", async (args, cure) => {
    expect(await complaint(["app", ...args])).toContain(cure);
  });

  test.each([
    [["pops", "--inbound", "never"]],
    [["pops", "--inbound", "end:new_ticket", "--outbound", "answer"]],
    [["dial-rules", "--no-strip-plus"]],
    [["dial-rules", "--strip-plus", "--international-prefix", "", "--outside-prefix", "9"]],
    [["dispositions", "Resolved", "Follow up"]],
    [["link", "--installation", "42"]],
  ])("app %j goes on to the database", async (args) => {
    expect(await complaint(["app", ...args])).toContain("ConfigError: ConfigError: DATABASE_URL");
  });
});

describe("secrets", () => {
  const file = (content: string) => {
    const path = join(directory, "secret");
    writeFileSync(path, content);
    return path;
  };

  test.each([
    [{}, "DESKLINE_PBX_CLIENT_SECRET"],
    [{ DESKLINE_PBX_CLIENT_SECRET: "s" }, "DESKLINE_ZENDESK_CLIENT_SECRET"],
  ])("with %j the next is asked for by the name of its variable", async (env, variable) => {
    const words = await complaint(add, env);
    expect(words).toContain(`Set ${variable}, name a file, or run this in a terminal`);
  });

  test("one that came from nowhere but is needed for the webhook is asked for too", async () => {
    const env = { ...secrets, DESKLINE_PBX_WEBHOOK_SECRET: undefined };
    expect(await complaint([...add, "--transport", "webhook"], env)).toContain("DESKLINE_PBX_WEBHOOK_SECRET");
  });

  test.each([
    ["an empty variable", { DESKLINE_PBX_CLIENT_SECRET: "" }, "DESKLINE_PBX_CLIENT_SECRET is empty"],
    ["a blank variable", { DESKLINE_PBX_CLIENT_SECRET: " \n" }, "DESKLINE_PBX_CLIENT_SECRET is empty"],
  ])("%s is no secret", async (_, env, words) => {
    expect(await complaint(add, env)).toContain(words);
  });

  test("an empty file and a missing one are named", async () => {
    const empty = file("\n");
    expect(await complaint([...add, "--pbx-client-secret-file", empty])).toContain(
      `the file ${empty} is empty`,
    );
    const missing = join(directory, "missing");
    expect(await complaint([...add, "--pbx-client-secret-file", missing])).toContain(
      `Cannot read ${missing}`,
    );
    expect(await complaint([...add, "--pbx-client-secret-file", directory])).toContain(
      `Cannot read ${directory}`,
    );
  });

  test("with all of them there, the command goes on to the database", async () => {
    expect(await complaint(add, secrets)).toContain("ConfigError: ConfigError: DATABASE_URL");
    const env = { DESKLINE_ZENDESK_CLIENT_SECRET: "z" };
    expect(await complaint([...add, "--pbx-client-secret-file", file("from a file\n")], env)).toContain(
      "DATABASE_URL",
    );
  });
});
