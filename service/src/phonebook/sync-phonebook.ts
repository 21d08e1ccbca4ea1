import type { PhonebookTrouble } from "@deskline/shared/admin-phonebook";
import type { Integration } from "../integrations/integration.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Queue } from "../queue/postgres.ts";
import { bringContact, type Target } from "./bring-contact.ts";
import { checkPhonebook } from "./check-phonebook.ts";
import { companyNames, type CompaniesDeps } from "./companies.ts";
import { isAnyUnsure, takeWaiting, type ContactRow } from "./contact-store.ts";
import type { KnownPerson } from "./core/fit-contact.ts";
import { readPeople } from "./people.ts";
import {
  changeBound,
  duePhonebooks,
  endCopy,
  lockSync,
  noteTrouble,
  readBound,
  type PhonebookRow,
} from "./store.ts";

export type PhonebookDeps = PbxSessionDeps & Pick<CompaniesDeps, "zendeskOf"> & { queue: Queue };

/** One job works for so long; what is left is for the next one. */
const sliceMs = 20_000;
/** Taken at once: whoever calls meanwhile comes after these. */
const atOnce = 20;
/** While another process is at it. */
const laterMs = 2000;
const checkEveryMs = 6 * 3600_000;
const stuckMs = 5 * 60_000;

/** Adds the job of each phonebook that has something to be done. */
export async function sweepPhonebooks(deps: PhonebookDeps): Promise<void> {
  const now = deps.clock.now();
  const due = await duePhonebooks(deps.db, { checkedBefore: now - checkEveryMs, stuckBefore: now - stuckMs });
  for (const id of due) await deps.queue.add("sync-phonebook", { integrationId: id }, { key: id }, deps.db);
}

/**
 * Brings the phonebook a part of the way to what it is to be; where more is left, adds the job again. One process at a
 * time, and nothing while the integration is switched off. A PBX that fails is noted, and tried again later.
 */
export async function syncPhonebook(deps: PhonebookDeps, integration: Integration): Promise<void> {
  const { id, status, pbx } = integration;
  if (status === "disabled" || pbx.url === null) return;
  const end = await deps.db.transaction(async (tx) =>
    (await lockSync(tx, id)) ? slice(deps, integration) : "busy",
  );
  if (end === "done") return;
  const startAfter = new Date(deps.clock.now() + (end === "busy" ? laterMs : 0));
  await deps.queue.add("sync-phonebook", { integrationId: id }, { key: id, startAfter }, deps.db);
}

async function slice(deps: PhonebookDeps, { id, pbx: { vendor } }: Integration): Promise<"done" | "more"> {
  const book = await readBound(deps.db, id);
  if (book === null) return "done";
  try {
    const target = {
      db: deps.db,
      vendor: deps.vendorOf(vendor),
      pbx: await pbxOf(deps, id),
      phonebookId: book.phonebookId,
    };
    const stuck = await work(deps, target, book);
    if (stuck === "more") return "more";
    await noteTrouble(deps.db, id, stuck === null ? null : troubleOf(stuck, deps.clock.now()));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { kind, detail } = deps.vendorOf(vendor).troubleIn(error);
    await noteTrouble(deps.db, id, { kind: "pbx", pbx: kind, detail, at: deps.clock.now() });
  }
  return "done";
}

type Stuck = Exclude<PhonebookTrouble["kind"], "pbx">;

function troubleOf(kind: Stuck, at: number): PhonebookTrouble {
  return { kind, pbx: null, detail: null, at };
}

async function work(deps: PhonebookDeps, target: Target, book: PhonebookRow): Promise<Stuck | "more" | null> {
  const { db, clock } = deps;
  const { integrationId } = book;
  const until = clock.now() + sliceMs;
  const present = await countOf(target, book);
  if (typeof present === "string") return present;
  await changeBound(db, integrationId, { count: present.count });
  if (await isCheckDue(deps, book)) {
    await checkPhonebook(target, integrationId);
    await changeBound(db, integrationId, { checkedAt: new Date(clock.now()) });
  }
  const end = await bringWaiting(deps, target, integrationId, until);
  if (end === "more" || end === "phonebook_gone") return end;
  const after = await countOf(target, book);
  if (typeof after === "string") return after;
  await changeBound(db, integrationId, {
    count: after.count,
    contactsUsed: await target.vendor.countContacts(target.pbx),
    ...(end === "full" ? {} : { syncedAt: new Date(clock.now()) }),
  });
  await endCopy(db, integrationId, clock.now());
  return end === "full" ? "contacts_full" : null;
}

/** One with its number and another name was made anew, or belongs to another PBX. */
async function countOf(
  { vendor, pbx }: Target,
  { phonebookId, name }: PhonebookRow,
): Promise<{ count: number | null } | Stuck> {
  const present = await vendor.readPhonebooks(pbx);
  if (present === null) return "not_offered";
  return present.find((one) => one.id === phonebookId && one.name === name) ?? "phonebook_gone";
}

async function isCheckDue(
  { db, clock }: PhonebookDeps,
  { integrationId, checkedAt }: PhonebookRow,
): Promise<boolean> {
  if (checkedAt === null || clock.now() - checkedAt.getTime() > checkEveryMs) return true;
  return isAnyUnsure(db, integrationId);
}

async function bringWaiting(
  deps: PhonebookDeps,
  target: Target,
  integrationId: string,
  until: number,
): Promise<"done" | "more" | "full" | "phonebook_gone"> {
  const limits = target.vendor.phonebookLimits(0);
  let full = false;
  while (deps.clock.now() < until) {
    const rows = await takeWaiting(deps.db, integrationId, { limit: atOnce, onPbxOnly: full });
    if (rows.length === 0) return full ? "full" : "done";
    const people = await knownPeople(deps, integrationId, rows);
    for (const row of rows) {
      if (full && row.contactId === null) continue;
      const person = people.get(row.userId);
      const brought = await bringContact(target, row, person ?? withoutNumber(row), limits);
      if (brought === "phonebook_gone") return brought;
      if (brought === "full") full = true;
    }
  }
  return "more";
}

async function knownPeople(
  deps: PhonebookDeps,
  integrationId: string,
  rows: ContactRow[],
): Promise<Map<number, KnownPerson>> {
  const userIds = rows.map(({ userId }) => userId);
  const people = await readPeople(deps.db, integrationId, userIds);
  const ids = [...people.values()].flatMap(({ organizationId, gone }) =>
    gone ? [] : (organizationId ?? []),
  );
  const companies = await companyNames(deps, integrationId, ids);
  return new Map(
    [...people.values()].map(({ organizationId, ...person }) => {
      const company = organizationId === null ? null : (companies.get(organizationId) ?? null);
      return [person.userId, { ...person, company }];
    }),
  );
}

/** Who is in none of the contacts has no number. */
function withoutNumber({ userId, name }: ContactRow): KnownPerson {
  const nothing = {
    email: null,
    company: null,
    suspended: false,
    gone: false,
    mergedInto: null,
    numbers: [],
  };
  return { userId, name, endUser: true, ...nothing };
}
