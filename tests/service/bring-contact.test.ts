import { bringContact, type Target } from "@deskline/service/phonebook/bring-contact";
import { adopt, rowsOf, type ContactRow } from "@deskline/service/phonebook/contact-store";
import { bind } from "@deskline/service/phonebook/store";
import { createLogger } from "@deskline/service/platform/logger";
import { openDatabase, type OpenDatabase } from "@deskline/service/storage/database";
import { integrations } from "@deskline/service/storage/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";

/** What becomes of a contact of which a number on the PBX is remembered. */

const userId = 4711;
const contactId = 9;
const phonebookId = 3;
const limits = { phonebooks: 200, contacts: 200_000, text: 127, number: 31 };
const person = {
  userId,
  name: "Dana Direct",
  endUser: true,
  email: null,
  company: null,
  suspended: false,
  gone: false,
  mergedInto: null,
  numbers: [{ value: "+12125550100", shared: false }],
};

let database: OpenDatabase;
let integrationId: string;
let done: string[];

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  database = openDatabase(url, createLogger("silent"), { max: 4 });
  const values = { key: "k", name: "Acme", defaultCountry: "US", quietMs: 0, awaitingMs: 0 };
  const [row] = await database.db.insert(integrations).values(values).returning();
  integrationId = row?.id ?? "";
  await bind(database.db, integrationId, { id: phonebookId, name: "Zendesk" });
});
afterAll(() => database.close());
beforeEach(async () => {
  done = [];
  await adopt(database.db, integrationId, userId, contactId);
});

async function row(): Promise<ContactRow> {
  const [found] = await rowsOf(database.db, integrationId, { userIds: [userId], contactIds: [] });
  if (found === undefined) throw new Error("there is no such row");
  return found;
}

type Stored = { mark: string; phonebookIds: number[] };

/** A PBX that has a contact of this number, and answers so to what is written. */
function pbxWith(stored: Stored, answer: "written" | "full" = "written"): Target {
  const contact = { id: contactId, name: "Whoever", company: "", email: "", numbers: {}, ...stored };
  const vendor = {
    readContact: (_: unknown, id: number) => Promise.resolve(id === contactId ? contact : null),
    writeContact: (_: unknown, { id }: { id: number | null }) => {
      done.push(id === null ? "made" : `updated ${id}`);
      return Promise.resolve({ kind: answer, id: id ?? 10 });
    },
    removeContact: (_: unknown, id: number) => {
      done.push(`removed ${id}`);
      return Promise.resolve();
    },
  };
  return { db: database.db, vendor, pbx: {}, phonebookId } as unknown as Target;
}

test("a PBX that is full refuses a contact that is there, which is told of it and not asked again", async () => {
  const target = pbxWith({ mark: `zd:${userId}`, phonebookIds: [phonebookId] }, "full");
  expect(await bringContact(target, await row(), person, limits)).toBe("done");
  expect(await row()).toMatchObject({ waiting: null, contactId, unfit: "refused" });
});
