import type { Command } from "commander";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { bind, listBindings, listPbxNumbers, unbind } from "../extensions/store.ts";
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
        const { id } = await integrationNamed(session, name);
        const known = await listPbxNumbers(session.db, id);
        if (!known.some((number) => number.kind === "extension" && number.number === extension)) {
          throw new UsageError(
            `The PBX has no extension ${extension} as far as is known. Read them anew: deskline integration sync`,
          );
        }
        const found = agentNamed(await listAgents(await zendeskAccount(session, id)), agent);
        await bind(session.db, id, { extension, agentId: found.agentId, agentName: found.name });
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
        const { id } = await integrationNamed(session, name);
        const [agents, numbers, bound] = await Promise.all([
          listAgents(await zendeskAccount(session, id)),
          listPbxNumbers(session.db, id),
          listBindings(session.db, id),
        ]);
        const free = numbers.filter(
          (number) => number.kind === "extension" && !bound.some((one) => one.extension === number.number),
        );
        const pairs = free.flatMap(({ number, email }) => {
          const agent = agents.find(
            (one) => email !== null && one.email?.toLowerCase() === email.toLowerCase(),
          );
          const taken = agent === undefined || bound.some((one) => one.agentId === agent.agentId);
          return taken ? [] : [{ extension: number, agentId: agent.agentId, agentName: agent.name }];
        });
        if (dryRun !== true) for (const pair of pairs) await bind(session.db, id, pair);
        printTable(
          ["extension", "agent"],
          pairs.map((pair) => [pair.extension, pair.agentName]),
        );
      }),
    );

  command
    .command("remove")
    .description("undo the binding of an extension")
    .argument("<extension>", "number of the extension")
    .option(...whichIntegration)
    .action((extension: string, { integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const gone = await unbind(session.db, (await integrationNamed(session, name)).id, extension);
        if (!gone) throw new UsageError(`Nobody is bound to ${extension}.`);
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

function agentNamed(agents: Agent[], name: string): Agent {
  const found = agents.find(
    (agent) => String(agent.agentId) === name || agent.email?.toLowerCase() === name.toLowerCase(),
  );
  if (found === undefined)
    throw new UsageError(`Zendesk has no agent or admin "${name}". Use an e-mail address or an id.`);
  return found;
}
