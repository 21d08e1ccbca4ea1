import { defaultContactSettings } from "@deskline/shared/admin-contacts";
import { findCaller } from "@deskline/service/contacts/find-caller";
import { readPeople } from "@deskline/service/contacts/read-news";
import { keepPeople } from "@deskline/service/contacts/keep-people";
import { makePerson, type Made } from "@deskline/service/contacts/make-person";
import type { KnownIntegration } from "@deskline/service/integrations/registry";
import { askFor } from "@deskline/service/phonebook/contact-store";
import { bind } from "@deskline/service/phonebook/store";
import { createLogger } from "@deskline/service/platform/logger";
import { openDatabase, type OpenDatabase } from "@deskline/service/storage/database";
import { integrations } from "@deskline/service/storage/schema";
import { phonebookContacts } from "@deskline/service/storage/phonebook-schema";
import { zendeskPeople } from "@deskline/service/zendesk/people";
import { zendeskPeopleBook } from "@deskline/service/zendesk/people-book";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { startZendesk, type ZendeskSimulator } from "../world/zendesk/simulator.ts";
import { signIn } from "../world/zendesk/testing.ts";

/** Zendesk's search, as it is on a bad day. */
const lagMs = 10 * 60_000;

let now = Date.parse("2026-09-21T12:00:00Z");
const clock = { now: () => now };
let zendesk: ZendeskSimulator;
let database: OpenDatabase;
let helpdesk: ReturnType<typeof zendeskPeople> & ReturnType<typeof zendeskPeopleBook>;
let office: KnownIntegration;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  database = openDatabase(url, createLogger("silent"), { max: 4 });
  zendesk = await startZendesk({ searchIndexDelayMs: lagMs, now: clock.now });
  zendesk.addUser({ name: "Ada Admin", role: "admin" });
  // Hours pass here: each request signs in anew.
  const accessToken = async () => (await signIn(zendesk)).headers.authorization.replace("Bearer ", "");
  const account = { baseUrl: zendesk.url, accessToken };
  helpdesk = { ...zendeskPeople(account), ...zendeskPeopleBook(account) };
  const values = { key: "k", name: "Acme", defaultCountry: "US", quietMs: 0, awaitingMs: 0 };
  const [row] = await database.db.insert(integrations).values(values).returning();
  office = {
    id: row?.id ?? "",
    defaultCountry: "US",
    contacts: defaultContactSettings,
    dialRules: { outside_prefix: "" },
    directory: { extensions: new Set(), queues: new Set() },
  } as unknown as KnownIntegration;
});
afterAll(async () => {
  await database.close();
  await zendesk.close();
});

function make(name: string, number: string): Promise<Made> {
  return makePerson({ db: database.db, clock }, helpdesk, office, { name, number });
}

function find(number: string, integration = office) {
  return findCaller({ db: database.db }, helpdesk, integration, number);
}

test("whom we made a contact is known at once, in every spelling, though the search does not show them yet", async () => {
  const made = await make("Ines Neu", "(212) 555-0160");
  expect(made).toMatchObject({ kind: "made" });
  for (const number of ["+12125550160", "2125550160", "12125550160"])
    expect(await find(number)).toMatchObject({ kind: "one", contact: { name: "Ines Neu" } });
  expect(await find("+12125550169")).toEqual({ kind: "none" });
  expect(await make("Ines Again", "+1 212 555 0160")).toMatchObject({ kind: "known" });
  expect(zendesk.users().filter((user) => user.name === "Ines Again")).toEqual([]);
});

test("whoever was merged is not brought back by an older page, and leaves the phonebook", async () => {
  const { db } = database;
  const keeping = { integrationId: office.id, country: "US" };
  const number = { number: "+12125550165", source: "phone", field: null, shared: false } as const;
  const plain = { email: null, organizationId: null, suspended: false, gone: null, mergedInto: null };
  const loser = { ...plain, userId: 815, name: "Loser", role: "end-user", numbers: [number] } as const;
  const older = [{ ...loser, numbers: [number], updatedAt: now - 60_000 }];
  await keepPeople(db, keeping, older, now);
  await bind(db, office.id, { id: 3, name: "Zendesk" });
  await askFor(db, office.id, 815, 1);
  const waits = async () => (await db.select().from(phonebookContacts)).map((one) => one.waiting);
  await db.update(phonebookContacts).set({ waiting: null });

  const nobody = { ...helpdesk, readPeople: () => Promise.resolve([]) };
  await readPeople({ db, clock, zendeskOf: () => Promise.resolve(nobody) }, office, [815]);
  expect(await waits()).toEqual([1]);
  await keepPeople(db, keeping, older, now);
  expect(await find("+12125550165")).toEqual({ kind: "none" });
});

test("another integration does not know them", async () => {
  const other = { ...office, id: "0b5e2f10-1111-4222-8333-444455556666" };
  expect(await find("+12125550160", other)).toEqual({ kind: "none" });
});

test("a number that Zendesk refuses and does not show is somebody's", async () => {
  const { id } = zendesk.addUser({ name: "Seen Later", phone: "+12125550161" });
  expect(await make("Too Soon", "+12125550161")).toEqual({ kind: "taken" });
  now += lagMs + 1000;
  expect(await make("Too Soon", "+12125550161")).toMatchObject({ kind: "known", person: { userId: id } });
});

test("what is told of them later counts from then on", async () => {
  const [ines] = zendesk.users().filter((user) => user.name === "Ines Neu");
  const { id = 0 } = ines ?? {};
  now += 60_000;
  zendesk.updateUser(id, { phone: "+12125550170" });
  await readPeople({ db: database.db, clock, zendeskOf: () => Promise.resolve(helpdesk) }, office, [id]);
  expect(await find("+12125550160")).toEqual({ kind: "none" });
  expect(await find("+12125550170")).toMatchObject({ kind: "one", contact: { userId: id } });
});
