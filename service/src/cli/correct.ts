import { errorCodes } from "@deskline/shared/errors";
import type { Command } from "commander";
import { commandLine } from "../admin/actor.ts";
import { correctCall, type Correction } from "../admin/correct-call.ts";
import { callById, type CallRow } from "../calls/store.ts";
import type { ChangedCall } from "../history/change.ts";
import { createRegistry, type KnownIntegration } from "../integrations/registry.ts";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { isUuid } from "../platform/uuid.ts";
import { zendeskOn } from "../zendesk/zendesk.ts";
import { print } from "./print.ts";
import type { Env } from "./secrets.ts";
import { withSession, type CliSession } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline calls move`, `unlink` and `ticket`: what agents correct in the app, for administrators. */
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
      await correct(env, id, async (make) => {
        if (userId != null) {
          const changed = await make({ kind: "to_contact", userId });
          print(`${id}: moved to contact ${userId}${requesterWords(changed)}`);
        }
        if (ticketId != null) {
          const { call } = await make({ kind: "to_ticket", ticketId });
          const done = isThere(call) ? "stands there" : "its journal is on its way there";
          print(`${id}: moved to ticket #${ticketId}; ${done}`);
        }
      });
    });

  command
    .command("unlink")
    .description("take a call from its ticket; what was written there stays")
    .argument("<id>", "id of the call")
    .action(async (id: string) => {
      await correct(env, id, async (make) => {
        const { call } = await make({ kind: "from_ticket" });
        const next = call.logging === "pending" ? "the rules decide what becomes of it" : "it has none now";
        print(`${id}: taken from its ticket; ${next}`);
      });
    });

  command
    .command("ticket")
    .description("have a ticket made for a call that has none, whatever the rules say")
    .argument("<id>", "id of the call")
    .action(async (id: string) => {
      await correct(env, id, async (make) => {
        const { call } = await make({ kind: "make_ticket" });
        print(`${id}: ${ticketWords(call)}`);
      });
    });
}

function idIn(text: string): number {
  const id = Number(text.replace(/^#/, ""));
  if (!Number.isSafeInteger(id) || id <= 0) throw new UsageError(`"${text}" is no number of Zendesk's`);
  return id;
}

function isThere({ logging }: CallRow): boolean {
  return logging === "done";
}

function ticketWords(call: CallRow): string {
  if (call.ticketId === null) return "its ticket is on its way";
  return isThere(call)
    ? `stands in ticket #${call.ticketId}`
    : `its journal is on its way to ticket #${call.ticketId}`;
}

function requesterWords({ requester }: ChangedCall): string {
  if (requester?.kind === "moved") return "; so is the requester of its ticket";
  return requester?.kind === "stays" ? `; its ticket keeps its requester: ${requester.because}` : "";
}

async function correct(
  env: Env,
  callId: string,
  act: (make: (correction: Correction) => Promise<ChangedCall>) => Promise<void>,
): Promise<void> {
  await withSession(env, async (session) => {
    const call = isUuid(callId) ? await callById(session.db, callId) : null;
    if (call === null) throw new UsageError(`There is no call ${callId}. See: deskline calls list`);
    const by = { actor: commandLine, integration: await integrationOf(session, call) };
    const deps = await depsOf(session);
    try {
      await act(async (correction) => {
        const changed = await correctCall(deps, by, callId, correction);
        if (!("refused" in changed)) return changed;
        throw new UsageError(`${errorCodes[changed.refused]} (${changed.refused})`);
      });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      throw new UsageError(error.message);
    }
  });
}

async function depsOf(session: CliSession) {
  return {
    ...session,
    queue: await session.openQueue(),
    zendeskOf: async (integrationId: string) => zendeskOn(await zendeskAccount(session, integrationId)),
  };
}

async function integrationOf(session: CliSession, { integrationId }: CallRow): Promise<KnownIntegration> {
  const registry = createRegistry(session.db, session.box, session.log);
  await registry.reload();
  const integration = registry.byId(integrationId);
  if (integration === undefined)
    throw new UsageError("The integration of this call does not exist any more.");
  return integration;
}
