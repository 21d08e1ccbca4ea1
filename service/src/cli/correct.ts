import type { ErrorCode } from "@deskline/shared/errors";
import { errorCodes } from "@deskline/shared/errors";
import type { Command } from "commander";
import { commandLine } from "../admin/actor.ts";
import type { Agent } from "../app/agent.ts";
import { callById, type CallRow } from "../calls/store.ts";
import type { Changed, HistoryDeps } from "../history/change.ts";
import { chooseContact, type ContactChanged } from "../history/choose-contact.ts";
import { linkTicket } from "../history/link-ticket.ts";
import { makeTicket } from "../history/make-ticket.ts";
import { createRegistry } from "../integrations/registry.ts";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { isUuid } from "../platform/uuid.ts";
import { targetOf } from "../tickets/core/target.ts";
import { zendeskOn } from "../zendesk/zendesk.ts";
import { print } from "./print.ts";
import type { Env } from "./secrets.ts";
import { withSession, type CliSession } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline calls move` and `deskline calls ticket`: what agents correct in the app, for administrators. */
export function correctCommands(command: Command, env: Env): void {
  command
    .command("move")
    .description("move a call to another ticket or contact; Zendesk follows")
    .argument("<id>", "id of the call")
    .option("--ticket <number>", "number of the ticket in Zendesk")
    .option("--contact <id>", "id of the user in Zendesk")
    .action(async (id: string, { ticket, contact }: { ticket?: string; contact?: string }) => {
      const [ticketId, userId] = [ticket, contact].map((given) => (given === undefined ? null : idIn(given)));
      if (ticketId == null && userId == null)
        throw new UsageError("Name a ticket or a contact: --ticket, --contact");
      await correct(env, id, async (deps, agent) => {
        if (userId != null) {
          const changed = await chooseContact(deps, agent, id, userId);
          told(changed);
          print(`${id}: moved to contact ${userId}${requesterWords(changed)}`);
        }
        if (ticketId != null) {
          const { logging } = told(await linkTicket(deps, agent, id, ticketId));
          const done = logging === "done" ? "stands there" : "its journal is on its way there";
          print(`${id}: moved to ticket #${ticketId}; ${done}`);
        }
      });
    });

  command
    .command("ticket")
    .description("have a ticket made for a call that has none, whatever the rules say")
    .argument("<id>", "id of the call")
    .action(async (id: string) => {
      await correct(env, id, async (deps, agent) => {
        const call = told(await makeTicket(deps, agent, id));
        const ticketId = targetOf(call);
        print(`${id}: ${ticketId === null ? "its ticket is on its way" : `stands in ticket #${ticketId}`}`);
      });
    });
}

function idIn(text: string): number {
  const id = Number(text.replace(/^#/, ""));
  if (!Number.isSafeInteger(id) || id <= 0) throw new UsageError(`"${text}" is no number of Zendesk's`);
  return id;
}

function told(changed: Changed): CallRow {
  if ("refused" in changed) throw refusal(changed.refused);
  return changed.call;
}

function requesterWords(changed: ContactChanged): string {
  const { requester } = changed;
  if (requester?.kind === "moved") return "; so is the requester of its ticket";
  return requester?.kind === "stays" ? `; its ticket keeps its requester: ${requester.because}` : "";
}

function refusal(code: ErrorCode): UsageError {
  return new UsageError(`${errorCodes[code]} (${code})`);
}

async function correct(
  env: Env,
  callId: string,
  act: (deps: HistoryDeps, agent: Agent) => Promise<void>,
): Promise<void> {
  await withSession(env, async (session) => {
    const call = isUuid(callId) ? await callById(session.db, callId) : null;
    if (call === null) throw new UsageError(`There is no call ${callId}. See: deskline calls list`);
    try {
      await act(await depsOf(session), await administratorOf(session, call.integrationId));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      throw new UsageError(error.message);
    }
  });
}

async function depsOf(session: CliSession): Promise<HistoryDeps> {
  return {
    ...session,
    queue: await session.openQueue(),
    zendeskOf: async (integrationId) => zendeskOn(await zendeskAccount(session, integrationId)),
  };
}

/** Who works on the command line is no user of Zendesk: may see what every agent may. */
async function administratorOf(session: CliSession, integrationId: string): Promise<Agent> {
  const registry = createRegistry(session.db, session.box, session.log);
  await registry.reload();
  const integration = registry.byId(integrationId);
  if (integration === undefined)
    throw new UsageError("The integration of this call does not exist any more.");
  return {
    integration,
    id: 0,
    name: commandLine.name,
    admin: true,
    extension: null,
    frameTicketId: null,
    ticketRestriction: null,
  };
}
