import { PhonebookChoices, PhonebookState, UnfitContacts } from "@deskline/shared/admin-phonebook";
import { Problem } from "@deskline/shared/errors";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That the PBX's phonebook holds the contacts that it is to hold, whatever happens to either side. */

let world: World;
let operator: ConsoleClient;
let base: string;
let book: string;
let round = 0;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in", contacts: "indexed" });
  operator = await operatorAt(world.service);
  base = `integrations/${world.integration.id}/contacts/phonebook`;
});
afterAll(() => world.close());

beforeEach(async () => {
  Object.assign(world.pbx.switches, { contactQuota: 200_000, contactNameLength: 255, phonebooks: true });
  Object.assign(world.pbx.switches, { uniqueContactNumbers: false, keepReferencedContacts: false });
  await operator.ask("DELETE", base);
  round += 1;
  book = `Zendesk ${round}`;
});

async function state(): Promise<NonNullable<PhonebookState["phonebook"]>> {
  const { phonebook } = PhonebookState.parse((await operator.ask("GET", base)).body);
  if (phonebook === null) throw new Error("no phonebook is bound");
  return phonebook;
}

async function code(method: string, path: string, body?: unknown): Promise<string> {
  const answer = await operator.ask(method, path, body);
  return answer.status === 200 ? "ok" : Problem.parse(answer.body).code;
}

async function bound(): Promise<void> {
  expect(await code("PUT", base, { name: book })).toBe("ok");
  await quiet();
}

/** Nothing waits, and whatever there was to do has been done. */
async function quiet(): Promise<void> {
  await until("the phonebook to be up to date", async () => {
    const { syncedAt, waiting, trouble, count } = await state();
    const [row] = await world.query<{ fresh: boolean }>(
      "select checked_at is not null as fresh from phonebooks",
    );
    return (
      syncedAt !== null &&
      waiting === 0 &&
      trouble === null &&
      row?.fresh === true &&
      count === inBook().length
    );
  }).catch(async (error: unknown) => {
    throw new Error(
      `${String(error)} ${JSON.stringify(await state())}\n${world.service.output().slice(-3000)}`,
    );
  });
}

type Shown = {
  id: number;
  contact_name: string;
  company: string;
  email: string;
  business: string;
  mobile: string;
};

const inBook = (name = book) =>
  world.pbx
    .contacts()
    .filter((row) => JSON.stringify(row["phonebook_list"]).includes(`"${name}"`)) as unknown as Shown[];
const names = () => inBook().map((contact) => contact.contact_name);
const idOf = (name: string) => inBook().find((contact) => contact.contact_name === name)?.id ?? 0;

/** Has somebody known as a contact, with a number of their own. */
async function know(name: string, more: Partial<Person> = {}): Promise<{ id: number; number: string }> {
  const number = newNumber();
  const user = world.zendesk.addUser({ name, phone: number, ...more });
  await heard();
  return { id: user.id, number };
}
type Person = { email: string; organizationId: number };

/** Until the service has heard of everybody from Zendesk. */
async function heard(): Promise<void> {
  await until("everybody to be known as they are", async () => {
    const known = await world.query<{ user_id: string; name: string; gone: string | null }>(
      "select user_id, name, gone from contact_people",
    );
    const byId = new Map(known.map((row) => [Number(row.user_id), row]));
    return world.zendesk
      .users()
      .filter(({ numbers }) => numbers.length > 0)
      .every(({ id, name, active }) => {
        const row = byId.get(id);
        return row !== undefined && row.name.startsWith(beginningOf(name)) && (row.gone === null) === active;
      });
  });
}

/** Control characters are not kept, nor very long names. */
const beginningOf = (name: string) =>
  name
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 50);

async function callFrom(number: string): Promise<void> {
  const call = world.pbx.inbound({ from: number, did: "1000", to: "2005" });
  call.ring("2005");
  call.wait(2);
  call.answer("2005");
  call.wait(5);
  call.hangUp(number);
}

/** A number that nobody had before. */
function newNumber(): string {
  numbers += 1;
  return `+442079460${String(numbers).padStart(3, "0")}`;
}
let numbers = 200;

const syncNow = () => operator.ask("POST", `${base}/sync`);

describe("a phonebook", () => {
  test("is bound when it is new or empty, and refused with its count when it is not", async () => {
    const full = world.pbx.addPhonebook(`Sales ${round}`);
    world.pbx.addContact({ name: "Somebody", number: "+442079460999", phonebookIds: [full] });
    const everybody = world.pbx.addPhonebook(`Everybody ${round}`, "sel_all");
    const empty = world.pbx.addPhonebook(book);
    const { phonebooks, limit } = PhonebookChoices.parse((await operator.ask("GET", `${base}/choices`)).body);
    expect(limit).toBe(200);
    const fitting = (id: number) => phonebooks.find((one) => one.id === id);
    expect(fitting(full)).toMatchObject({ count: 1, fits: false });
    expect(fitting(everybody)).toMatchObject({ fits: false });
    expect(fitting(empty)).toMatchObject({ count: 0, fits: true });
    const refused = await operator.ask("PUT", base, { id: full });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: "phonebook_not_empty",
      message: "Only an empty phonebook can be bound. It holds 1 contact.",
    });
    expect(await code("PUT", base, { id: everybody })).toBe("phonebook_of_all");
    expect(await code("PUT", base, { id: 999_999 })).toBe("phonebook_unknown");
    expect(await code("PUT", base, { name: `Sales ${round}` })).toBe("phonebook_name_taken");
    expect(await code("PUT", base, { id: empty })).toBe("ok");
    expect(await code("PUT", base, { name: "Another" })).toBe("phonebook_bound");
    await quiet();
    expect(await state()).toMatchObject({ name: book, count: 0, written: 0, limit: 200_000 });
  });

  test("of another integration with this PBX is refused: they would undo each other's work", async () => {
    const added = await operator.ask("POST", "integrations", { name: "Second" });
    const other = `integrations/${(added.body as { id: string }).id}`;
    const { url, clientId, clientSecret } = world.pbx;
    expect(await code("PUT", `${other}/pbx`, { url, clientId, clientSecret })).toBe("ok");
    const id = world.pbx.addPhonebook(book);
    expect(await code("PUT", base, { id })).toBe("ok");
    await quiet();
    expect(await code("PUT", `${other}/contacts/phonebook`, { id })).toBe("phonebook_shared");
    expect(await code("DELETE", base)).toBe("ok");
    expect(await code("PUT", `${other}/contacts/phonebook`, { id })).toBe("ok");
    expect(await code("PUT", base, { id })).toBe("phonebook_shared");
    expect(await code("DELETE", `${other}/contacts/phonebook`)).toBe("ok");
    await operator.ask("DELETE", other);
  });

  test("cannot be had where the plan has none, and the count of phonebooks is the PBX's", async () => {
    world.pbx.switches.phonebooks = false;
    expect(await code("GET", `${base}/choices`)).toBe("phonebooks_not_offered");
    expect(await code("PUT", base, { name: book })).toBe("phonebooks_not_offered");
    world.pbx.switches.phonebooks = true;
    world.pbx.switches.phonebookQuota = world.pbx.phonebooks().length;
    expect(await code("PUT", base, { name: book })).toBe("phonebooks_full");
    world.pbx.switches.phonebookQuota = 200;
    expect(await code("POST", `${base}/copy`)).toBe("phonebook_not_bound");
    expect(await code("POST", `${base}/sync`)).toBe("phonebook_not_bound");
  });

  test("stands in the audit log when it is bound and let go, and its contacts stay on the PBX", async () => {
    await bound();
    await know(`Stays ${round}`);
    await operator.ask("POST", `${base}/copy`);
    await quiet();
    const before = inBook().length;
    expect(before).toBeGreaterThan(0);
    expect(PhonebookState.parse((await operator.ask("DELETE", base)).body).phonebook).toBeNull();
    expect(inBook()).toHaveLength(before);
    const rows = await world.query<{ action: string }>(
      "select action from audit_log where action like 'phonebook.%' order by id desc limit 3",
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "phonebook.unbound",
      "phonebook.copy_started",
      "phonebook.bound",
    ]);
  });
});

describe("contacts", () => {
  test("are written when they call, with name, company, e-mail and number", async () => {
    const company = world.zendesk.addOrganization("Example GmbH");
    const { number } = await know(`Ada ${round}`, { email: "ada@customer.example", organizationId: company });
    await know(`Nobody calls ${round}`);
    await bound();
    await callFrom(number);
    await until("the caller to be in the phonebook", async () => names().includes(`Ada ${round}`));
    expect(inBook()).toMatchObject([
      {
        contact_name: `Ada ${round}`,
        company: "Example GmbH",
        email: "ada@customer.example",
        business: number,
      },
    ]);
    await quiet();
    expect(await state()).toMatchObject({ count: 1, written: 1, unfit: 0 });
    expect(world.pbx.unexpected()).toEqual([]);
  });

  test("are written when they are called, and whoever they are merged into takes their place", async () => {
    await bound();
    const called = await know(`Called ${round}`);
    const winner = await know(`Winner ${round}`);
    const call = world.pbx.outbound({ extension: "2005", to: called.number });
    call.remoteRings();
    call.remoteAnswers();
    call.wait(3);
    call.hangUp("2005");
    await until("the one who was called", () => Promise.resolve(names().includes(`Called ${round}`)));
    world.zendesk.mergeUser(called.id, winner.id);
    await until("one of them to be gone", () => Promise.resolve(!names().includes(`Called ${round}`)));
    await quiet();
    expect(names()).toEqual([`Winner ${round}`]);
  });

  test("are all copied on request, follow changes, and go when they go", async () => {
    const [one, other] = [await know(`One ${round}`), await know(`Other ${round}`)];
    await bound();
    await operator.ask("POST", `${base}/copy`);
    await until("the copy to be done", async () => (await state()).copy?.state === "done");
    expect(names()).toEqual(expect.arrayContaining([`One ${round}`, `Other ${round}`]));
    const { copy, count } = await state();
    expect(copy).toMatchObject({ total: copy?.done, msLeft: null });
    expect(count).toBe(inBook().length);
    world.zendesk.updateUser(one.id, { name: `One more ${round}` });
    world.zendesk.deleteUser(other.id);
    await heard();
    await syncNow();
    await until("the changes to be there", async () => {
      const now = names();
      return now.includes(`One more ${round}`) && !now.includes(`Other ${round}`);
    });
  });

  test("are all copied also when not everybody was known as the copy began", async () => {
    await bound();
    await know(`Known ${round}`);
    await world.query(
      "update contact_index set filled_at = null, begun_at = now() - interval '5 minutes', read_at = null, next_at = now() + interval '1 hour'",
    );
    await operator.ask("POST", `${base}/copy`);
    await until("those to be copied who are known", async () => (await state()).waiting === 0);
    expect((await state()).copy?.state).toBe("running");
    await know(`Known later ${round}`);
    await world.query("update contact_index set next_at = now()");
    await operator.ask("POST", `integrations/${world.integration.id}/contacts/read`);
    await until("the copy to end", async () => (await state()).copy?.state === "done");
    expect(names()).toContain(`Known later ${round}`);
    const { copy } = await state();
    expect(copy?.done).toBe(copy?.total);
  });

  test("that cannot be in it are listed with the reason", async () => {
    await know("<>");
    const taken = await know(`Taken ${round}`);
    world.pbx.switches.uniqueContactNumbers = true;
    world.pbx.addContact({ name: "By hand", number: taken.number });
    await bound();
    await operator.ask("POST", `${base}/copy`);
    await quiet();
    const { contacts } = UnfitContacts.parse((await operator.ask("GET", `${base}/unfit`)).body);
    expect(contacts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: "no_name" }),
        expect.objectContaining({ userId: taken.id, name: `Taken ${round}`, reason: "number_taken" }),
      ]),
    );
    expect((await state()).unfit).toBe(contacts.length);
  });

  test("with names of any kind do no harm, and a PBX that cuts them is not taken for a change by hand", async () => {
    const long = "\u202e<script>alert(1)</script>\u0007" + "é".repeat(500);
    const user = await know(long);
    world.pbx.switches.contactNameLength = 31;
    await bound();
    await callFrom(user.number);
    await until("the caller to be in the phonebook", async () => inBook().length === 1);
    await syncNow();
    await quiet();
    const writes = () =>
      world.pbx.requests().filter(({ path }) => path.endsWith("company_contact/update")).length;
    const before = writes();
    await syncNow();
    await quiet();
    expect(writes()).toBe(before);
    expect(names()[0]).toMatch(/^script alert\(1\) \/script é+$/);
    world.zendesk.deleteUser(user.id);
    await heard();
    await syncNow();
    await quiet();
    expect(inBook()).toEqual([]);
  });
});

describe("what somebody does on the PBX by hand", () => {
  beforeEach(async () => {
    await bound();
    const kept = await know(`Kept ${round}`);
    await callFrom(kept.number);
    await until("the caller to be in the phonebook", async () => names().includes(`Kept ${round}`));
    await quiet();
  });

  test("to a contact is undone: another name, another phonebook, deleted", async () => {
    const id = idOf(`Kept ${round}`);
    world.pbx.changeContact(id, { name: "Somebody else", remark: "" });
    await syncNow();
    await until("the name to be back", async () => names().includes(`Kept ${round}`));
    world.pbx.changeContact(id, { phonebookIds: [] });
    await syncNow();
    await until("the contact to be back", async () => names().includes(`Kept ${round}`));
    world.pbx.removeContact(id);
    await syncNow();
    await until("the contact to be there again", async () => names().includes(`Kept ${round}`));
    await quiet();
    expect(inBook()).toHaveLength(1);
  });

  test("to the phonebook is shown, and made good when somebody says so, without a second contact", async () => {
    const stranger = world.pbx.addContact({ name: "Stranger", number: "+442079460998" });
    world.pbx.removePhonebook(world.pbx.phonebooks().find(({ name }) => name === book)?.id ?? 0);
    await syncNow();
    await until("it to be told", async () => (await state()).trouble?.kind === "phonebook_gone");
    expect(await code("PUT", base, { name: book })).toBe("ok");
    await quiet();
    expect(names()).toEqual([`Kept ${round}`]);
    expect(world.pbx.contacts().filter((one) => one["contact_name"] === `Kept ${round}`)).toHaveLength(1);
    expect(world.pbx.contacts().map(({ id }) => id)).toContain(stranger);
  });
});

describe("when something fails", () => {
  test("a full PBX is told, what is there is kept up to date, and the rest follows when there is room", async () => {
    await bound();
    const first = await know(`First ${round}`);
    await callFrom(first.number);
    await until("the first to be there", async () => names().length === 1);
    await quiet();
    world.pbx.switches.contactQuota = world.pbx.contacts().length;
    const second = await know(`Second ${round}`);
    await callFrom(second.number);
    await until("it to be told", async () => (await state()).trouble?.kind === "contacts_full");
    expect(await state()).toMatchObject({ written: 1, waiting: 1 });
    world.pbx.switches.contactQuota = 200_000;
    await syncNow();
    await quiet();
    expect(names().toSorted()).toEqual([`First ${round}`, `Second ${round}`]);
  });

  test("a PBX that is down is told, and what waits is brought when it is back, once", async () => {
    await know(`Late ${round}`);
    await bound();
    await world.pbx.goDown();
    await operator.ask("POST", `${base}/copy`);
    await until("it to be told", async () => (await state()).trouble?.kind === "pbx");
    expect((await state()).trouble).toMatchObject({ pbx: "unreachable" });
    expect(await code("GET", `${base}/choices`)).toBe("pbx_unreachable");
    await world.pbx.comeBack();
    await syncNow();
    await quiet();
    expect(names().filter((name) => name === `Late ${round}`)).toHaveLength(1);
  });

  test.each([
    ["with an error of its own", 502],
    ["with a page of its own", 200],
  ] as const)("a proxy that answers %s after a contact was made leaves one contact", async (_, status) => {
    await bound();
    const { number } = await know(`Between ${round}`);
    let answered = 0;
    world.pbx.beforeAnswering((path) => {
      if (!path.endsWith("company_contact/create") || answered > 0) return Promise.resolve(null);
      answered += 1;
      return Promise.resolve({ status, text: "<html>Bad Gateway</html>" });
    });
    try {
      await callFrom(number);
      await until("it to be told", async () => (await state()).trouble?.kind === "pbx");
      // By itself, as each minute: whoever orders it has all of the PBX looked through.
      await world.query(
        "insert into pgboss.job (name, data, policy, singleton_key) values ('sync-phonebook', $1, 'short', 'test')",
        [JSON.stringify({ integrationId: world.integration.id })],
      );
      await quiet();
      expect(answered).toBe(1);
      expect(names()).toEqual([`Between ${round}`]);
      expect(await state()).toMatchObject({ written: 1, unfit: 0 });
    } finally {
      world.pbx.beforeAnswering(() => Promise.resolve(null));
    }
  });

  test("a copy that a crash interrupts goes on, and makes no contact twice", async () => {
    for (let i = 0; i < 25; i += 1)
      world.zendesk.addUser({
        name: `Many ${round}-${i}`,
        phone: newNumber(),
      });
    await heard();
    await bound();
    await operator.ask("POST", `${base}/copy`);
    await until("some to be copied", async () => inBook().length > 3);
    await world.service.kill();
    await world.restart();
    await until("the copy to be done", async () => (await state()).copy?.state === "done");
    await quiet();
    const all = names().filter((name) => name.startsWith(`Many ${round}-`));
    expect(new Set(all).size).toBe(25);
    expect(all).toHaveLength(25);
  });

  test("while the integration is switched off nothing is written; a copy can be stopped", async () => {
    await know(`Off ${round}`);
    await bound();
    await operator.ask("POST", `integrations/${world.integration.id}/disable`);
    await operator.ask("POST", `${base}/copy`);
    const before = world.pbx.requests().filter(({ path }) => path.includes("company_contact")).length;
    await operator.ask("DELETE", `${base}/copy`);
    expect((await state()).copy).toMatchObject({ state: "stopped", done: 0, total: 0 });
    expect(world.pbx.requests().filter(({ path }) => path.includes("company_contact"))).toHaveLength(before);
    await operator.ask("POST", `integrations/${world.integration.id}/enable`, { catchUp: false });
    expect(inBook()).toEqual([]);
  });
});

test("after disconnecting the phonebook and its contacts stay on the PBX", async () => {
  await bound();
  const last = await know(`Last ${round}`);
  await callFrom(last.number);
  await until("the caller to be in the phonebook", async () => names().includes(`Last ${round}`));
  await operator.ask("POST", `integrations/${world.integration.id}/disconnect`, {
    uninstallApp: false,
    eraseCalls: false,
  });
  expect(names()).toEqual([`Last ${round}`]);
  expect(await world.query("select 1 from phonebooks")).toEqual([]);
});
