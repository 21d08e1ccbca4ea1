import { GatewayError } from "../platform/gateway-error.ts";
import type { PbxConnection, PbxVendor } from "../pbx/port.ts";
import type { ContactWritten } from "../pbx/phonebooks.ts";
import type { Connection } from "../storage/database.ts";
import { askFor, changeContactRow, finish, forget, type ContactRow } from "./contact-store.ts";
import { lineOf, type PhonebookContact } from "./core/contact.ts";
import { fitContact, plainText, type ContactLimits, type KnownPerson } from "./core/fit-contact.ts";
import { isStillOf, planFor, type Plan } from "./core/plan.ts";
import { waitsFor } from "./core/waits.ts";

/** The phonebook on the PBX that contacts are brought to. */
export type Target = { db: Connection; vendor: PbxVendor; pbx: PbxConnection; phonebookId: number };

/** `full` and `phonebook_gone`: nothing was done, and the next ones would fare no better. */
export type Brought = "done" | "full" | "phonebook_gone";

/** Makes the PBX have of a user what it is to have. Asked twice it does nothing. @throws {GatewayError} */
export async function bringContact(
  target: Target,
  row: ContactRow,
  person: KnownPerson,
  limits: ContactLimits,
): Promise<Brought> {
  const named = { ...row, name: plainText(person.name, longestShown) };
  const plan = planFor(row, fitContact(person, limits));
  switch (plan.kind) {
    case "nothing":
      await finish(target.db, named, { unfit: null, detail: null });
      return "done";
    case "remove":
      return remove(target, named, plan, person.mergedInto);
    case "write":
      return write(target, named, plan.contactId, plan.contact);
  }
}

/** Whoever took over a contact that was in the phonebook comes into its place. */
async function remove(
  target: Target,
  row: ContactRow,
  { contactId, reason }: Extract<Plan, { kind: "remove" }>,
  mergedInto: number | null,
): Promise<Brought> {
  const { db, vendor, pbx } = target;
  try {
    if (contactId !== null && (await isStillTheirs(target, row, contactId)))
      await vendor.removeContact(pbx, contactId);
  } catch (error) {
    const words = refusalIn(error);
    if (words === null) throw error;
    await finish(db, row, { unfit: "refused", detail: words });
    return "done";
  }
  if (reason !== null) {
    await finish(db, row, { ...noContact, unfit: reason, detail: null });
    return "done";
  }
  if (mergedInto !== null && contactId !== null)
    await askFor(db, row.integrationId, mergedInto, waitsFor.change);
  await forget(db, row);
  return "done";
}

/** Of one contact, in the PBX's words; null when it is trouble of another kind, and meets the next ones too. */
function refusalIn(error: unknown): string | null {
  if (!(error instanceof GatewayError)) return null;
  const { failure } = error;
  if (failure.kind === "rejected") return `${failure.status} ${failure.detail}`.trim();
  return failure.kind === "malformed" ? failure.detail : null;
}

const longestShown = 200;
const fullWords = "The PBX says that it takes no more.";
const noContact = { contactId: null, written: null, shown: null };

async function write(
  target: Target,
  row: ContactRow,
  contactId: number | null,
  contact: PhonebookContact,
): Promise<Brought> {
  const written = await order(target, row, contactId, contact);
  switch (written.kind) {
    case "written": {
      const shown = contactId === null ? null : await shownAs(target, written.id, contact);
      const kept = { contactId: written.id, written: lineOf(contact), shown };
      await finish(target.db, row, { ...kept, name: contact.name, unfit: null, detail: null });
      return "done";
    }
    case "gone":
      await changeContactRow(target.db, row, noContact);
      return write(target, row, null, contact);
    case "number_taken":
      await finish(target.db, row, { written: null, unfit: "number_taken", detail: null });
      return "done";
    case "refused":
      await finish(target.db, row, { written: null, unfit: "refused", detail: written.words });
      return "done";
    case "full":
      // One that is there takes no room: asked again at once it would be refused for ever.
      if (contactId !== null) {
        await finish(target.db, row, { written: null, unfit: "refused", detail: fullWords });
        return "done";
      }
      await changeContactRow(target.db, row, { unsure: false });
      return "full";
    case "phonebook_gone":
      await changeContactRow(target.db, row, { unsure: false });
      return written.kind;
  }
}

/**
 * Before one is made it is noted that it may be there: whoever comes after a crash, or an answer that got lost, looks
 * before making a second one.
 */
async function order(
  target: Target,
  row: ContactRow,
  id: number | null,
  contact: PhonebookContact,
): Promise<ContactWritten> {
  const { db, vendor, pbx, phonebookId } = target;
  if (id === null) await changeContactRow(db, row, { unsure: true });
  try {
    if (id !== null && !(await isStillTheirs(target, row, id))) return { kind: "gone" };
    return await vendor.writeContact(pbx, { phonebookId, id, contact });
  } catch (error) {
    if (!(error instanceof GatewayError) || (id === null && error.ambiguous)) throw error;
    const words = refusalIn(error);
    if (words !== null) return { kind: "refused", words };
    await changeContactRow(db, row, { unsure: false });
    throw error;
  }
}

/** Whether a remembered contact may be changed: it is there, and nobody else's. */
async function isStillTheirs(
  { vendor, pbx, phonebookId }: Target,
  { userId }: ContactRow,
  id: number,
): Promise<boolean> {
  const stored = await vendor.readContact(pbx, id);
  return stored !== null && isStillOf(userId, stored, phonebookId);
}

/** What the PBX makes of a contact, where that is something else: it is not to be taken for a change by hand. */
async function shownAs(
  { vendor, pbx }: Target,
  id: number,
  contact: PhonebookContact,
): Promise<string | null> {
  const stored = await vendor.readContact(pbx, id);
  const line = stored === null ? null : lineOf(stored);
  return line === lineOf(contact) ? null : line;
}
