import { setZendeskCredentials } from "@deskline/service/integrations/change";
import type { Integration } from "@deskline/service/integrations/integration";
import { setPbxCredentials } from "@deskline/service/integrations/pbx-session";
import { bringContact, type Target } from "@deskline/service/phonebook/bring-contact";
import { adopt, rowsOf, type ContactRow } from "@deskline/service/phonebook/contact-store";
import { bind, readBound } from "@deskline/service/phonebook/store";
import { createLogger } from "@deskline/service/platform/logger";
import type { SecretBox } from "@deskline/service/platform/secrets";
import { openDatabase, type OpenDatabase } from "@deskline/service/storage/database";
import { integrations, pbxConnections } from "@deskline/service/storage/schema";
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
  numbers: [{ value: "+12125550100", field: null }],
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
});
afterAll(() => database.close());
beforeEach(async () => {
  done = [];
  await bind(database.db, integrationId, { id: phonebookId, name: "Zendesk" });
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

describe("a contact whose number on the PBX is somebody else's by now", () => {
  const gone = { ...person, gone: true };
  test.each([
    ["the user's own, wherever it is", { mark: `zd:${userId}`, phonebookIds: [] }, true],
    ["without a mark in our phonebook", { mark: "", phonebookIds: [phonebookId] }, true],
    ["with a word of somebody's in our phonebook", { mark: "VIP", phonebookIds: [phonebookId] }, true],
    ["without a mark elsewhere", { mark: "", phonebookIds: [8] }, false],
    ["of another user, in our phonebook", { mark: "zd:4712", phonebookIds: [phonebookId] }, false],
  ])("%s: whether it is changed and removed: %s", async (_, stored, theirs) => {
    await bringContact(pbxWith(stored), await row(), person, limits);
    expect(done).toEqual([theirs ? "updated 9" : "made"]);
    await adopt(database.db, integrationId, userId, contactId);
    done = [];
    await bringContact(pbxWith(stored), await row(), gone, limits);
    expect(done).toEqual(theirs ? ["removed 9"] : []);
  });
});

describe("the phonebook", () => {
  const box = { seal: (text: string) => text } as unknown as SecretBox;
  const bound = async () => (await readBound(database.db, integrationId)) !== null;

  test("is let go of with another PBX, and stays with the same", async () => {
    const transport = { timeZone: "UTC", webhook: false, websocket: true };
    const values = { integrationId, url: "https://a.example", ...transport };
    await database.db.insert(pbxConnections).values(values);
    const move = (url: string) => setPbxCredentials({ db: database.db, box }, integrationId, { url });
    await move("https://a.example");
    expect(await bound()).toBe(true);
    await move("https://b.example");
    expect(await bound()).toBe(false);
    expect(await rowsOf(database.db, integrationId, { userIds: [userId], contactIds: [] })).toEqual([]);
  });

  test("is let go of with another account, and stays with the same", async () => {
    const integration = { id: integrationId, zendesk: { subdomain: "acme" } } as unknown as Integration;
    const move = (subdomain: string) =>
      setZendeskCredentials(database.db, box, integration, { subdomain }, null);
    await move("acme");
    expect(await bound()).toBe(true);
    await move("other");
    expect(await bound()).toBe(false);
  });
});
