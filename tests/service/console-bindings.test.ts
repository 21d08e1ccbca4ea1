import { AutoBinding, Bindings, type Binding } from "@deskline/shared/admin-bindings";
import { Problem } from "@deskline/shared/errors";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;
let operator: ConsoleClient;
let base: string;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  operator = await operatorAt(world.service);
  base = `integrations/${world.integration.id}/bindings`;
});
afterAll(() => world.close());

beforeEach(async () => {
  await refresh();
  const { version } = await read();
  const bindings = [bound("Kristin Hale", "2005"), bound("Marcus Webb", "2006"), bound("Ana Torres", "2007")];
  await save(bindings, version);
});

async function read(): Promise<Bindings> {
  return Bindings.parse((await operator.ask("GET", base)).body);
}

async function refresh(): Promise<Bindings> {
  return Bindings.parse((await operator.ask("POST", `${base}/refresh`)).body);
}

async function auto(): Promise<AutoBinding> {
  return AutoBinding.parse((await operator.ask("GET", `${base}/auto`)).body);
}

/** What was saved, or the code of the refusal. */
async function save(bindings: Binding[], version: number): Promise<Bindings | string> {
  const answer = await operator.ask("PUT", base, { version, bindings });
  return answer.status === 200 ? Bindings.parse(answer.body) : Problem.parse(answer.body).code;
}

function idOf(name: string): number {
  const user = world.zendesk.users().find((one) => one.name === name);
  if (user === undefined) throw new Error(`nobody is called ${name}`);
  return user.id;
}

const bound = (name: string, extension: string): Binding => ({ agentId: idOf(name), extension });
const sorted = (bindings: readonly Binding[]) =>
  bindings.toSorted((a, b) => a.extension.localeCompare(b.extension));

async function saves(): Promise<{ actor: string; before: object; after: object }[]> {
  return world.query(
    "select actor, before, after from audit_log where action = 'bindings.saved' order by id",
  );
}

test("agents and extensions are read from both sides, with when", async () => {
  const before = Date.now();
  const { agents, extensions, readAt, trouble } = await refresh();
  expect(agents.map(({ name, role, standing }) => [name, role, standing])).toEqual([
    ["Ada Admin", "admin", "active"],
    ["Ana Torres", "agent", "active"],
    ["Kristin Hale", "agent", "active"],
    ["Marcus Webb", "agent", "active"],
  ]);
  expect(extensions).toContainEqual({
    number: "2006",
    name: "Marcus Webb",
    email: "marcus.webb@example.com",
    exists: true,
  });
  expect(extensions.map(({ number }) => number)).not.toContain("6400");
  expect(readAt).toBeGreaterThanOrEqual(before - 1000);
  expect(trouble).toEqual([]);
});

describe("saving", () => {
  test("replaces all at once, also where two swap, and acts on the running service", async () => {
    const { version, bindings } = await read();
    const next = [bound("Kristin Hale", "2006"), bound("Marcus Webb", "2005")];
    const saved = await save(next, version);
    expect(saved).toMatchObject({ version: version + 1 });
    expect(sorted((await read()).bindings)).toEqual(sorted(next));
    expect(bindings).toHaveLength(3);
    const kristin = await world.session("kristin.hale@example.com");
    await until("Kristin's frame to hear of it", async () => {
      const { body } = await world.api(kristin, "GET", "me");
      return JSON.stringify(body).includes('"2006"');
    });
  });

  test("stands in the audit log with what changed and nothing else", async () => {
    const { version } = await read();
    const kept = [bound("Kristin Hale", "2005"), bound("Marcus Webb", "2007")];
    await save(kept, version);
    expect((await saves()).at(-1)).toEqual({
      actor: "operator",
      before: { 2006: "Marcus Webb", 2007: "Ana Torres" },
      after: { 2006: null, 2007: "Marcus Webb" },
    });
  });

  test("of what is there already changes nothing and is not noted", async () => {
    const { version, bindings } = await read();
    const before = await saves();
    expect(await save(bindings.toReversed(), version)).toMatchObject({ version });
    expect(await saves()).toEqual(before);
  });

  test("over somebody else's is refused, and nothing is overwritten", async () => {
    const { version } = await read();
    const first = [bound("Ana Torres", "2005")];
    const [one, other] = await Promise.all([
      save(first, version),
      save([bound("Marcus Webb", "2005")], version),
    ]);
    const refused = [one, other].filter((answer) => answer === "bindings_changed");
    expect(refused).toHaveLength(1);
    const { bindings, version: now } = await read();
    expect(now).toBe(version + 1);
    expect(bindings).toEqual([one === "bindings_changed" ? bound("Marcus Webb", "2005") : first[0]]);
    expect(await save([], version)).toBe("bindings_changed");
  });

  test("what cannot be is refused by its own code, and nothing is saved", async () => {
    const { version, bindings } = await read();
    const end = world.zendesk.users().find(({ role }) => role === "end-user")?.id ?? 0;
    const tries: [string, Binding[]][] = [
      ["extension_twice", [bound("Kristin Hale", "2005"), bound("Ana Torres", "2005")]],
      ["agent_twice", [bound("Kristin Hale", "2005"), bound("Kristin Hale", "2007")]],
      ["agent_unknown", [{ agentId: end, extension: "2005" }]],
      ["extension_unknown", [bound("Kristin Hale", "2999")]],
      ["extension_unknown", [bound("Kristin Hale", "6400")]],
    ];
    for (const [code, wrong] of tries) expect(await save(wrong, version)).toBe(code);
    const { version: now, bindings: after } = await read();
    expect([now, after]).toEqual([version, bindings]);
    expect(await operator.ask("PUT", base, { version })).toMatchObject({ status: 400 });
  });
});

describe("who and what is gone", () => {
  test("stays while bound, with what became of it, and cannot be bound anew", async () => {
    const people = ["Sue Suspended", "Dan Downgraded", "Gus Gone", "Una Unbound"].map((name) =>
      world.zendesk.addUser({ name, email: `${name.slice(0, 3)}@acme.example`, role: "agent" }),
    );
    for (const number of ["2101", "2102", "2103"])
      world.pbx.addExtension({ number, name: `Phone ${number}` });
    const { version } = await refresh();
    const bindings = people
      .slice(0, 3)
      .map(({ id }, index) => ({ agentId: id, extension: `210${index + 1}` }));
    expect(await save(bindings, version)).toMatchObject({ version: version + 1 });

    const [sue, dan, gus, una] = people.map(({ id }) => id) as [number, number, number, number];
    world.zendesk.updateUser(sue, { suspended: true });
    world.zendesk.updateUser(dan, { role: "end-user" });
    world.zendesk.deleteUser(gus);
    world.zendesk.deleteUser(una);
    await world.query("update bindings set extension = '2999' where extension = '2101'");
    const after = await refresh();
    const standing = new Map(after.agents.map((agent) => [agent.id, agent.standing]));
    expect([sue, dan, gus, una].map((id) => standing.get(id))).toEqual([
      "gone",
      "downgraded",
      "gone",
      undefined,
    ]);
    expect(after.extensions.filter(({ exists }) => !exists)).toEqual([
      { number: "2999", name: "", email: null, exists: false },
    ]);
    expect(await save(after.bindings, after.version)).toMatchObject({ version: after.version });
    expect(await save([{ agentId: sue, extension: "2101" }], after.version)).toBe("agent_unknown");
    expect(await save([{ agentId: idOf("Ana Torres"), extension: "2999" }], after.version)).toBe(
      "extension_unknown",
    );

    expect(await save([], after.version)).toMatchObject({ bindings: [] });
    const cleared = await refresh();
    expect(cleared.agents.filter((agent) => agent.standing !== "active")).toEqual([]);
    expect(cleared.extensions.filter(({ exists }) => !exists)).toEqual([]);
  });
});

describe("when a side cannot be read", () => {
  test("that is told, the other side is kept, and what was known stays", async () => {
    const known = await refresh();
    const between = Date.now();
    world.pbx.addExtension({ number: "2201", name: "Late Comer" });
    world.zendesk.faults.add({ path: /^\/api\/v2\/users$/, times: 10, do: { kind: "status", status: 503 } });
    const zendeskDown = await refresh();
    expect(zendeskDown.trouble).toEqual([
      { side: "zendesk", detail: expect.stringContaining("503") as string },
    ]);
    expect(zendeskDown.agents).toEqual(known.agents);
    expect(zendeskDown.extensions.map(({ number }) => number)).toContain("2201");
    expect(zendeskDown.readAt).toBeLessThan(between);
    world.zendesk.faults.clear();

    world.zendesk.addUser({ name: "Nora New", email: "nora@acme.example", role: "agent" });
    const before = { ...world.pbx.switches };
    world.pbx.switches.apiEnabled = false;
    const pbxDown = await refresh();
    Object.assign(world.pbx.switches, before);
    expect(pbxDown.trouble.map(({ side }) => side)).toEqual(["pbx"]);
    expect(pbxDown.agents.map(({ name }) => name)).toContain("Nora New");
    expect(pbxDown.extensions).toEqual(zendeskDown.extensions);
    expect((await read()).trouble).toEqual(pbxDown.trouble);
    await world.query("update pbx_connections set login_problem = null");
    expect((await refresh()).trouble).toEqual([]);
  });
});

describe("auto-bind", () => {
  test("tells what it would bind, suggest and leave, and changes nothing", async () => {
    world.zendesk.addUser({ name: "José Núñez", email: "jose@acme.example", role: "agent" });
    world.pbx.addExtension({ number: "2301", name: "Nunez, Jose" });
    world.zendesk.addUser({ name: "Desk One", email: "desk@acme.example", role: "agent" });
    for (const number of ["2302", "2303"])
      world.pbx.addExtension({ number, name: `Desk ${number}`, email: "DESK@acme.example" });
    const { version } = await refresh();
    await save([bound("Marcus Webb", "2006")], version);
    expect(await auto()).toEqual({
      bind: [
        { ...bound("Kristin Hale", "2005"), why: "same_email" },
        { ...bound("Ana Torres", "2007"), why: "same_email" },
      ],
      suggest: [{ ...bound("José Núñez", "2301"), why: "same_name" }],
      shared: [{ email: "desk@acme.example", agentIds: [idOf("Desk One")], extensions: ["2302", "2303"] }],
    });
    expect(await read()).toMatchObject({ version: version + 1, bindings: [bound("Marcus Webb", "2006")] });
  });
});

test("the command line binds by the same rules: the page's version is old then, and it is noted", async () => {
  const { version, bindings } = await read();
  await world.cli(["bind", "add", "2005", "ana.torres@example.com"]);
  expect((await saves()).at(-1)).toEqual({
    actor: "command line",
    before: { 2005: "Kristin Hale", 2007: "Ana Torres" },
    after: { 2005: "Ana Torres", 2007: null },
  });
  expect(await save(bindings, version)).toBe("bindings_changed");
  await world.cli(["bind", "remove", "2006"]);
  const told = await world.cli(["bind", "auto"]);
  expect(told.stdout).toContain("desk@acme.example is the address of several");
  expect(await read()).toMatchObject({
    version: version + 3,
    bindings: [bound("Ana Torres", "2005"), bound("Marcus Webb", "2006")],
  });
});

test("each night every integration is read by a job of its own, however long one takes", async () => {
  const late = world.zendesk.addUser({ name: "Noor Night", email: "noor@example.com", role: "agent" });
  const slow = Promise.withResolvers<void>();
  world.zendesk.faults.add({
    method: "GET",
    path: /\/users(\.json)?$/,
    do: { kind: "waits", for: slow.promise },
  });
  await world.query(
    "insert into pgboss.job (name, data, policy, singleton_key) values ('sync-all-agents', '{}', 'short', 'test')",
  );
  await until("the reading to wait", () => Promise.resolve(world.zendesk.faults.pending() === 0));
  await until("the night's job to be over", async () => {
    const rows = await world.query(
      "select 1 from pgboss.job where name = 'sync-all-agents' and state = 'completed'",
    );
    return rows.length > 0;
  });
  expect((await read()).agents.map(({ id }) => id)).not.toContain(late.id);
  slow.resolve();
  await until("the new agent", async () => (await read()).agents.some(({ id }) => id === late.id));
});

test("another integration's agents and extensions are not there", async () => {
  const { body } = await operator.ask("POST", "integrations", { name: "Second" });
  const id = (body as { id: string }).id;
  expect(Bindings.parse((await operator.ask("GET", `integrations/${id}/bindings`)).body)).toEqual({
    version: 0,
    agents: [],
    extensions: [],
    bindings: [],
    readAt: null,
    trouble: [],
  });
  const read = Bindings.parse((await operator.ask("POST", `integrations/${id}/bindings/refresh`)).body);
  expect(read.trouble.map(({ side }) => side).toSorted()).toEqual(["pbx", "zendesk"]);
});

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(world.zendesk.unexpected()).toEqual([]);
  expect(world.pbx.unexpected()).toEqual([]);
});
