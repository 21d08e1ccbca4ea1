import type { PhonebookChoices, PhonebookInput, PhonebookState } from "@deskline/shared/admin-phonebook";
import type { ErrorCode } from "@deskline/shared/errors";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { askForEverybody, askForAll, countRows, listUnfit, stopAsking } from "../phonebook/contact-store.ts";
import { copyMsLeft } from "../phonebook/core/copy.ts";
import { countPeople } from "../phonebook/people.ts";
import {
  bind,
  changeBound,
  isBoundElsewhere,
  lockBound,
  readBound,
  unbind,
  type PhonebookRow,
} from "../phonebook/store.ts";
import type { Phonebook } from "../pbx/phonebooks.ts";
import type { PbxConnection, PbxVendor } from "../pbx/port.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Connection } from "../storage/database.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { patienceMs } from "./pbx.ts";
import { failureCode } from "./failure-code.ts";

export type PhonebookAdminDeps = PbxSessionDeps & { queue: Queue };

/** What is in the way; `count` contacts are in the phonebook that was chosen. */
export type PhonebookRefusal = { code: ErrorCode; count?: number };

/** The phonebook as the console shows it. */
export async function phonebookState(
  { db, clock, vendorOf }: Pick<PhonebookAdminDeps, "clock" | "vendorOf"> & { db: Connection },
  { id, pbx, directory }: KnownIntegration,
): Promise<PhonebookState> {
  const [bound, counts, people] = await Promise.all([
    readBound(db, id),
    countRows(db, id),
    countPeople(db, id),
  ]);
  if (bound === null) return { phonebook: null, people };
  const { written, waiting, copying, unfit } = counts;
  return {
    people,
    phonebook: {
      name: bound.name,
      count: bound.count,
      written,
      waiting,
      unfit,
      syncedAt: bound.syncedAt?.getTime() ?? null,
      trouble: bound.trouble,
      used: bound.contactsUsed,
      limit: vendorOf(pbx.vendor).phonebookLimits(directory.extensions.size).contacts,
      copy: copyOf(bound, copying, clock.now()),
    },
  };
}

function copyOf(
  { copyState, copyTotal, copyStartedAt, copyEndedAt }: PhonebookRow,
  copying: number,
  now: number,
): NonNullable<PhonebookState["phonebook"]>["copy"] {
  if (copyState === null || copyStartedAt === null) return null;
  const done = Math.max(0, copyTotal - copying);
  const startedAt = copyStartedAt.getTime();
  const msLeft = copyState === "running" ? copyMsLeft({ startedAt, done, total: copyTotal }, now) : null;
  return { state: copyState, done, total: copyTotal, msLeft, endedAt: copyEndedAt?.getTime() ?? null };
}

/** The phonebooks there are on the PBX, and which of them can be bound. */
export async function phonebookChoices(
  deps: PhonebookAdminDeps,
  integration: KnownIntegration,
): Promise<PhonebookChoices | PhonebookRefusal> {
  return onPbx<PhonebookChoices | PhonebookRefusal>(deps, integration, async (vendor, pbx) => {
    const found = await vendor.readPhonebooks(pbx);
    if (found === null) return { code: "phonebooks_not_offered" };
    return {
      phonebooks: found.map(({ id, name, count, holdsAll }) => ({
        id,
        name,
        count,
        fits: !holdsAll && (count ?? 0) === 0,
      })),
      limit: vendor.phonebookLimits(integration.directory.extensions.size).phonebooks,
    };
  });
}

/** Binds an empty phonebook or a new one; makes one again that was deleted on the PBX. Null, or what is in the way. */
export async function bindPhonebook(
  deps: PhonebookAdminDeps,
  by: AuditedBy,
  integration: KnownIntegration,
  input: PhonebookInput,
): Promise<PhonebookRefusal | null> {
  const { db } = deps;
  if (isTaken(await readBound(db, integration.id))) return { code: "phonebook_bound" };
  const chosen = await onPbx(deps, integration, (vendor, pbx) => choose(vendor, pbx, input));
  if ("code" in chosen) return chosen;
  return db.transaction(async (tx) => {
    if (isTaken(await lockBound(tx, integration.id))) return { code: "phonebook_bound" as const };
    if (await isBoundElsewhere(tx, integration.id, chosen.id)) return { code: "phonebook_shared" as const };
    await bind(tx, integration.id, chosen);
    await audit(tx, by, "phonebook.bound", { after: { phonebook: chosen.name } });
    await wake(deps, tx, integration.id);
    return null;
  });
}

/** One that is gone on the PBX is in nobody's way. */
function isTaken(bound: PhonebookRow | null): boolean {
  return bound !== null && bound.trouble?.kind !== "phonebook_gone";
}

async function choose(
  vendor: PbxVendor,
  pbx: PbxConnection,
  input: PhonebookInput,
): Promise<Pick<Phonebook, "id" | "name"> | PhonebookRefusal> {
  if ("name" in input) {
    const made = await vendor.makePhonebook(pbx, input.name);
    return made.kind === "made" ? { id: made.id, name: input.name } : { code: refusals[made.kind] };
  }
  const found = await vendor.readPhonebook(pbx, input.id);
  if (found === null) return { code: "phonebook_unknown" };
  if (found.holdsAll) return { code: "phonebook_of_all" };
  if (found.count !== 0)
    return { code: "phonebook_not_empty", ...(found.count === null ? {} : { count: found.count }) };
  return found;
}

const refusals = {
  full: "phonebooks_full",
  name_taken: "phonebook_name_taken",
  not_offered: "phonebooks_not_offered",
} as const;

/** Lets go of the phonebook; it and its contacts stay on the PBX. */
export async function unbindPhonebook(deps: PhonebookAdminDeps, by: AuditedBy, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const bound = await lockBound(tx, id);
    if (bound === null) return;
    await unbind(tx, id);
    await audit(tx, by, "phonebook.unbound", { before: { phonebook: bound.name } });
  });
}

/** Has everybody copied. Asked while it runs, it begins anew. */
export async function startCopy(
  deps: PhonebookAdminDeps,
  by: AuditedBy,
  id: string,
): Promise<PhonebookRefusal | null> {
  return deps.db.transaction(async (tx) => {
    const bound = await lockBound(tx, id);
    if (bound === null) return { code: "phonebook_not_bound" as const };
    const copyTotal = await askForEverybody(tx, id);
    const copyStartedAt = new Date(deps.clock.now());
    await changeBound(tx, id, { copyState: "running", copyTotal, copyStartedAt, copyEndedAt: null });
    await audit(tx, by, "phonebook.copy_started", { after: { contacts: copyTotal } });
    await wake(deps, tx, id);
    return null;
  });
}

/** Has the copy end where it is; who was copied stays. */
export async function stopCopy(deps: PhonebookAdminDeps, by: AuditedBy, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const bound = await lockBound(tx, id);
    if (bound?.copyState !== "running") return;
    const { copying } = await countRows(tx, id);
    await stopAsking(tx, id);
    const copyTotal = bound.copyTotal - copying;
    await changeBound(tx, id, { copyState: "stopped", copyTotal, copyEndedAt: new Date(deps.clock.now()) });
    await audit(tx, by, "phonebook.copy_stopped", { after: { left: copying } });
  });
}

/** Has the phonebook compared with what it is to be, now. */
export async function syncNow(deps: PhonebookAdminDeps, id: string): Promise<PhonebookRefusal | null> {
  return deps.db.transaction(async (tx) => {
    if ((await lockBound(tx, id)) === null) return { code: "phonebook_not_bound" as const };
    await changeBound(tx, id, { checkedAt: null });
    await askForAll(tx, id);
    await wake(deps, tx, id);
    return null;
  });
}

const unfitAtOnce = 100;

/** Who is not in the phonebook, and why. */
export async function unfitContacts(db: Connection, id: string, after: number) {
  const contacts = await listUnfit(db, id, { after, limit: unfitAtOnce + 1 });
  const shown = contacts.slice(0, unfitAtOnce);
  return { contacts: shown, next: contacts.length > unfitAtOnce ? (shown.at(-1)?.userId ?? null) : null };
}

async function wake({ queue }: PhonebookAdminDeps, tx: JobTransaction, integrationId: string): Promise<void> {
  await queue.add("sync-phonebook", { integrationId }, { key: integrationId }, tx);
}

async function onPbx<T>(
  deps: PhonebookAdminDeps,
  { id, pbx }: KnownIntegration,
  ask: (vendor: PbxVendor, connection: PbxConnection) => Promise<T>,
): Promise<T | PhonebookRefusal> {
  if (pbx.url === null || pbx.clientId === null) return { code: "pbx_not_entered" };
  try {
    return await ask(deps.vendorOf(pbx.vendor), await pbxOf(deps, id, { patienceMs }));
  } catch (error) {
    return {
      code: failureCode(deps.log, error, {
        unauthorized: "pbx_log_in_refused",
        unreachable: "pbx_unreachable",
        refused: "pbx_refused",
      }),
    };
  }
}
