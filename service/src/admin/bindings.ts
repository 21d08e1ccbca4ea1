import type {
  AutoBinding,
  Binding,
  Bindings,
  ConsoleAgent,
  ConsoleExtension,
} from "@deskline/shared/admin-bindings";
import type { ErrorCode } from "@deskline/shared/errors";
import { autoBind } from "../extensions/core/auto-bind.ts";
import { changesOf, mistakeIn } from "../extensions/core/binding-changes.ts";
import {
  bindingsVersion,
  listAgents,
  listBindings,
  listPbxNumbers,
  lockBindings,
  readings,
  replaceBindings,
  type Binding as Bound,
} from "../extensions/store.ts";
import type { Connection, Database } from "../storage/database.ts";
import { audit, type AuditedBy } from "./audit.ts";

type By = AuditedBy & { integration: { id: string } };

/** All there is to bind, and what is bound. */
export async function bindingsOf(db: Connection, integrationId: string): Promise<Bindings> {
  // The version first: what is saved in between is then newer than it, and a later save is refused rightly.
  const version = await bindingsVersion(db, integrationId);
  const [bound, { agents, extensions }, { zendesk, pbx }] = await Promise.all([
    listBindings(db, integrationId),
    known(db, integrationId),
    readings(db, integrationId),
  ]);
  return {
    version,
    agents: [...agents, ...boundBefore(agents, bound)],
    extensions: [...extensions, ...deleted(extensions, bound)],
    bindings: bound.map(({ agentId, extension }) => ({ agentId, extension })),
    readAt: zendesk.at === null || pbx.at === null ? null : Math.min(zendesk.at.getTime(), pbx.at.getTime()),
    trouble: Object.entries({ zendesk, pbx }).flatMap(([side, { trouble }]) =>
      trouble === null ? [] : [{ side: side === "pbx" ? "pbx" : "zendesk", detail: trouble }],
    ),
  };
}

async function known(
  db: Connection,
  integrationId: string,
): Promise<{ agents: ConsoleAgent[]; extensions: ConsoleExtension[] }> {
  const agents = await listAgents(db, integrationId);
  const numbers = await listPbxNumbers(db, integrationId);
  return {
    agents,
    extensions: numbers
      .filter(({ kind }) => kind === "extension")
      .map(({ number, name, email }) => ({ number, name, email, exists: true })),
  };
}

/** Who was bound by the command line before the agents were ever read: nothing more is known than the name. */
function boundBefore(agents: readonly ConsoleAgent[], bound: readonly Bound[]): ConsoleAgent[] {
  const read = new Set(agents.map(({ id }) => id));
  return bound
    .filter(({ agentId }) => !read.has(agentId))
    .map(({ agentId, agentName }) => ({
      id: agentId,
      name: agentName,
      email: null,
      role: "agent",
      standing: "active",
    }));
}

/** What is bound and not on the PBX; as long as its extensions were never read, nothing is missing. */
function deleted(extensions: readonly ConsoleExtension[], bound: readonly Bound[]): ConsoleExtension[] {
  const there = new Set(extensions.map(({ number }) => number));
  return bound
    .filter(({ extension }) => !there.has(extension))
    .map(({ extension }) => ({ number: extension, name: "", email: null, exists: extensions.length === 0 }));
}

/** What auto-bind would add to the bindings as they are stored. */
export async function autoBindingOf(db: Connection, integrationId: string): Promise<AutoBinding> {
  const [{ agents, extensions }, bound] = await Promise.all([
    known(db, integrationId),
    listBindings(db, integrationId),
  ]);
  const { bind, suggest, shared } = autoBind(
    agents.filter(({ standing }) => standing === "active"),
    extensions,
    bound,
  );
  return {
    bind: bind.map((pair) => ({ ...pair, why: "same_email" })),
    suggest: suggest.map((pair) => ({ ...pair, why: "same_name" })),
    shared,
  };
}

/** Saves all bindings as an administrator has entered them; null, or why nothing was saved. */
export async function saveBindings(
  db: Database,
  by: By,
  { version, bindings }: { version: number; bindings: readonly Binding[] },
): Promise<ErrorCode | null> {
  const { id } = by.integration;
  return db.transaction(async (tx) => {
    if ((await lockBindings(tx, id)) !== version) return "bindings_changed";
    const before = await listBindings(tx, id);
    const { agents, extensions } = await known(tx, id);
    const active = agents.filter(({ standing }) => standing === "active");
    const mistake = mistakeIn(before, bindings, {
      agentIds: new Set(active.map((agent) => agent.id)),
      extensions: new Set(extensions.map(({ number }) => number)),
    });
    if (mistake !== null) return mistake;
    const names = new Map([
      ...before.map((one) => [one.agentId, one.agentName] as const),
      ...active.map((agent) => [agent.id, agent.name] as const),
    ]);
    const after = bindings.map((one) => ({ ...one, agentName: names.get(one.agentId) ?? "" }));
    await change(tx, by, before, after);
    return null;
  });
}

/** Changes the bindings to what `next` makes of them, whatever they are by then. True when that changed something. */
export async function changeBindings(
  db: Database,
  by: By,
  next: (before: readonly Bound[]) => readonly Bound[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockBindings(tx, by.integration.id);
    const before = await listBindings(tx, by.integration.id);
    return change(tx, by, before, next(before));
  });
}

async function change(
  tx: Connection,
  by: By,
  before: readonly Bound[],
  after: readonly Bound[],
): Promise<boolean> {
  const { made, undone } = changesOf(before, after);
  if (made.length + undone.length === 0) return false;
  await replaceBindings(tx, by.integration.id, before, after);
  const numbers = new Set([...undone, ...made].map(({ extension }) => extension));
  const told = (pairs: readonly Bound[]) => {
    const names = new Map(pairs.map(({ extension, agentName }) => [extension, agentName]));
    return Object.fromEntries([...numbers].map((extension) => [extension, names.get(extension) ?? null]));
  };
  await audit(tx, by, "bindings.saved", { before: told(undone), after: told(made) });
  return true;
}
