import type { Command } from "commander";
import { readFile } from "node:fs/promises";
import { EnteredTicketSettings } from "@deskline/shared/admin-ticket-entry";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { errorCodes } from "@deskline/shared/errors";
import { commandLine } from "../admin/actor.ts";
import { saveTickets } from "../admin/tickets.ts";
import { parseJson } from "../platform/json.ts";
import { mistakesIn } from "../tickets/core/check-templates.ts";
import { readTicketSettings } from "../tickets/settings-store.ts";
import { print } from "./print.ts";
import type { Env } from "./secrets.ts";
import { integrationNamed, whichIntegration, withSession } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline tickets …` */
export function ticketCommands(program: Command, env: Env): void {
  const command = program.command("tickets").description("which calls become tickets, and what those say");

  command
    .command("show")
    .description("print the settings as JSON; those that cannot be read, as they are kept")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const { id } = await integrationNamed(session, name);
        const { settings, unreadable, document } = await readTicketSettings(session.db, id);
        print(JSON.stringify(unreadable === null ? settings : document, null, 2));
      }),
    );

  command
    .command("set")
    .description("save settings from a file of JSON, as show prints it")
    .option(...whichIntegration)
    .requiredOption("--file <path>", "file with the settings")
    .action(({ integration: name, file }: { integration?: string; file: string }) =>
      withSession(env, async (session) => {
        const one = await integrationNamed(session, name);
        const settings = await settingsIn(file);
        const { version } = await readTicketSettings(session.db, one.id);
        const by = { actor: commandLine, integration: { id: one.id, name: one.name } };
        const wrong = await saveTickets(session.db, by, { version, settings });
        if (wrong !== null) throw new UsageError(errorCodes[wrong]);
        print(`The settings of tickets of "${one.name}" are saved.`);
      }),
    );
}

async function settingsIn(file: string): Promise<TicketSettings> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(
      `"${file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const read = EnteredTicketSettings.safeParse(parseJson(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(
      `"${file}" holds no settings of tickets: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    );
  }
  const [mistake] = mistakesIn(read.data);
  if (mistake !== undefined)
    throw new UsageError(
      `A template cannot be read: ${mistake.kind.replaceAll("_", " ")}${mistake.name === null ? "" : ` "${mistake.name}"`} at character ${mistake.at + 1}.`,
    );
  return read.data;
}
