/** What decides who can be bound to what. */
export type FreeAgent = { id: number; name: string; email: string | null };
export type FreeExtension = { number: string; name: string; email: string | null };
export type Pair = { agentId: number; extension: string };

/** An e-mail address that several agents or several extensions have: nobody is bound by it. */
export type SharedEmail = { email: string; agentIds: number[]; extensions: string[] };

export type AutoBound = { bind: Pair[]; suggest: Pair[]; shared: SharedEmail[] };

/**
 * Pairs agents and extensions that have the same e-mail address, and suggests those of the rest that have the same
 * name. Who has an address or a name is asked of all, bound or not: that one of two is bound already does not make the
 * other one right. Of what is bound nothing is changed.
 */
export function autoBind(
  agents: readonly FreeAgent[],
  extensions: readonly FreeExtension[],
  bound: readonly Pair[],
): AutoBound {
  const taken = { agents: new Set<number>(), extensions: new Set<string>() };
  const take = ({ agentId, extension }: Pair): void => {
    taken.agents.add(agentId);
    taken.extensions.add(extension);
  };
  const isFree = ({ agentId, extension }: Pair): boolean =>
    !taken.agents.has(agentId) && !taken.extensions.has(extension);
  bound.forEach(take);

  const byEmail = grouped(agents, extensions, ({ email }) => emailKey(email));
  const bind = pairsOf(byEmail).filter(isFree);
  bind.forEach(take);
  const suggest = pairsOf(grouped(agents, extensions, ({ name }) => nameKey(name))).filter(isFree);
  return { bind, suggest, shared: sharedOf(byEmail, taken) };
}

type Group = { agents: FreeAgent[]; extensions: FreeExtension[] };

/** By key, those that have both sides. */
function grouped(
  agents: readonly FreeAgent[],
  extensions: readonly FreeExtension[],
  keyOf: (one: FreeAgent | FreeExtension) => string,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const extension of extensions) {
    const key = keyOf(extension);
    if (key === "") continue;
    const group = groups.get(key) ?? { agents: [], extensions: [] };
    group.extensions.push(extension);
    groups.set(key, group);
  }
  for (const agent of agents) groups.get(keyOf(agent))?.agents.push(agent);
  return new Map([...groups].filter(([, group]) => group.agents.length > 0));
}

function pairsOf(groups: Map<string, Group>): Pair[] {
  return [...groups.values()].flatMap(({ agents, extensions }) => {
    const [agent, extension] = [agents[0], extensions[0]];
    if (agents.length !== 1 || extensions.length !== 1 || agent === undefined || extension === undefined)
      return [];
    return [{ agentId: agent.id, extension: extension.number }];
  });
}

/** Only while somebody and something of it are still without: else there is nothing to be told. */
function sharedOf(
  groups: Map<string, Group>,
  taken: { agents: Set<number>; extensions: Set<string> },
): SharedEmail[] {
  return [...groups].flatMap(([email, { agents, extensions }]) => {
    if (agents.length === 1 && extensions.length === 1) return [];
    const open =
      agents.some(({ id }) => !taken.agents.has(id)) &&
      extensions.some(({ number }) => !taken.extensions.has(number));
    if (!open) return [];
    return [
      { email, agentIds: agents.map(({ id }) => id), extensions: extensions.map(({ number }) => number) },
    ];
  });
}

function emailKey(email: string | null): string {
  return (email ?? "").trim().toLowerCase();
}

/** The words of a name, whatever their order, capitals, accents and signs in between. */
function nameKey(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).toSorted().join(" ");
}
