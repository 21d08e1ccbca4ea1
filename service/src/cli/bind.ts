import type { Command } from "commander";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { commandLine } from "../admin/actor.ts";
import { changeBindings } from "../admin/bindings.ts";
import { autoBind } from "../extensions/core/auto-bind.ts";
import { withBinding } from "../extensions/core/binding-changes.ts";
import { listBindings, listPbxNumbers, type Binding } from "../extensions/store.ts";
import type { Integration } from "../integrations/integration.ts";
import type { PbxNumber } from "../pbx/port.ts";
import { listAgents, type Agent } from "../zendesk/people.ts";
import { print, printTable } from "./print.ts";
import type { Env } from "./secrets.ts";
import { integrationNamed, whichIntegration, withSession } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline bind …` */
export function bindCommands(program: Command, env: Env): void {
  const command = program.command("bind").description("bind Zendesk agents to extensions");

  command
    .command("add")
    .description("bind an agent to an extension; what either was bound to before is undone")
    .argument("<extension>", "number of the extension")
    .argument("<agent>", "e-mail address or id of the Zendesk agent")
    .option(...whichIntegration)
    .action((extension: string, agent: string, { integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const integration = await integrationNamed(session, name);
        const known = await listPbxNumbers(session.db, integration.id);
        if (!known.some((number) => number.kind === "extension" && number.number === extension)) {
          throw new UsageError(
            `The PBX has no extension ${extension} as far as is known. Read them anew: deskline integration sync`,
          );
        }
        const found = agentNamed(await listAgents(await zendeskAccount(session, integration.id)), agent);
        const binding = { extension, agentId: found.agentId, agentName: found.name };
        await changeBindings(session.db, byCommandLine(integration), (before) =>
          withBinding(before, binding),
        );
        print(`${found.name} is bound to ${extension}.`);
      }),
    );

  command
    .command("auto")
    .description(
      "bind every agent to the extension with the same e-mail address; bound ones stay as they are",
    )
    .option(...whichIntegration)
    .option("--dry-run", "only show what would be bound")
    .action(({ integration: name, dryRun }: { integration?: string; dryRun?: boolean }) =>
      withSession(env, async (session) => {
        const integration = await integrationNamed(session, name);
        const agents = await listAgents(await zendeskAccount(session, integration.id));
        const numbers = await listPbxNumbers(session.db, integration.id);
        const addedTo = (before: readonly Binding[]) => autoBound(agents, numbers, before);
        let found = addedTo(await listBindings(session.db, integration.id));
        if (dryRun !== true)
          await changeBindings(session.db, byCommandLine(integration), (before) => {
            found = addedTo(before);
            return [...before, ...found.pairs];
          });
        printTable(
          ["extension", "agent"],
          found.pairs.map((pair) => [pair.extension, pair.agentName]),
        );
        for (const { email } of found.shared)
          print(`${email} is the address of several agents or extensions: nobody is bound by it.`);
      }),
    );

  command
    .command("remove")
    .description("undo the binding of an extension")
    .argument("<extension>", "number of the extension")
    .option(...whichIntegration)
    .action((extension: string, { integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const integration = await integrationNamed(session, name);
        const isGone = await changeBindings(session.db, byCommandLine(integration), (before) =>
          before.filter((one) => one.extension !== extension),
        );
        if (!isGone) throw new UsageError(`Nobody is bound to ${extension}.`);
        print(`Nobody is bound to ${extension} any more.`);
      }),
    );

  command
    .command("list")
    .description("list bindings")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const rows = await listBindings(session.db, (await integrationNamed(session, name)).id);
        printTable(
          ["extension", "agent", "agent id"],
          rows.map((row) => [row.extension, row.agentName, String(row.agentId)]),
        );
      }),
    );
}

function byCommandLine({ id, name }: Integration) {
  return { actor: commandLine, integration: { id, name } };
}

function autoBound(agents: readonly Agent[], numbers: readonly PbxNumber[], before: readonly Binding[]) {
  const { bind, shared } = autoBind(
    agents.map(({ agentId, name, email }) => ({ id: agentId, name, email })),
    numbers.filter(({ kind }) => kind === "extension"),
    before,
  );
  const names = new Map(agents.map(({ agentId, name }) => [agentId, name]));
  return { pairs: bind.map((pair) => ({ ...pair, agentName: names.get(pair.agentId) ?? "" })), shared };
}

function agentNamed(agents: Agent[], name: string): Agent {
  const found = agents.find(
    (agent) => String(agent.agentId) === name || agent.email?.toLowerCase() === name.toLowerCase(),
  );
  if (found === undefined)
    throw new UsageError(`Zendesk has no agent or admin "${name}". Use an e-mail address or an id.`);
  return found;
}
