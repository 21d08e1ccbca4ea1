import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import {
  numberSlots,
  type NumberSlot,
  type PhonebookContact,
  type StoredContact,
} from "../../phonebook/core/contact.ts";
import type { ContactWritten } from "../phonebooks.ts";
import type { PbxConnection } from "../port.ts";
import { getFromPbx, postToPbx } from "./client.ts";
import { isOneOf, Made, refusals } from "./phonebooks.ts";

const pageSize = 2000;
const mostPages = 1000;

/** A number is read back under a name, and written under another. */
const writtenAs: Record<NumberSlot, string> = {
  business: "business_number",
  business2: "business_number2",
  mobile: "mobile_number",
  mobile2: "mobile_number2",
  home: "home_number",
  home2: "home_number2",
  other: "other_number",
  business_fax: "business_fax",
  home_fax: "home_fax",
};

const text = z.string().nullish().catch(null);
const Row = z
  .looseObject({
    id: z.coerce.number(),
    contact_name: text,
    company: text,
    email: text,
    remark: text,
    phonebook_list: z
      .array(z.object({ id: z.coerce.number() }))
      .nullish()
      .catch(null),
  })
  .transform((row): StoredContact => ({
    id: row.id,
    name: row.contact_name?.trim() ?? "",
    company: row.company?.trim() ?? "",
    email: row.email?.trim() ?? "",
    mark: row.remark?.trim() ?? "",
    numbers: numbersIn(row),
    phonebookIds: (row.phonebook_list ?? []).map(({ id }) => id),
  }));
const Page = z.object({ data: z.array(Row), total_number: z.number().catch(0) });
const Detail = z.object({ data: Row });

function numbersIn(row: Record<string, unknown>): StoredContact["numbers"] {
  const told = numberSlots.flatMap((slot) => {
    const value = row[slot];
    const number = typeof value === "string" ? value.trim() : "";
    return number === "" ? [] : [[slot, number] as const];
  });
  return Object.fromEntries(told);
}

/** All company contacts, in pages as they are taken. @throws {GatewayError} */
export async function* readContacts(pbx: PbxConnection): AsyncGenerator<StoredContact[]> {
  let read = 0;
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total_number } = await readPage(pbx, page, pageSize);
    read += data.length;
    yield data;
    if (data.length === 0 || read >= total_number) return;
  }
}

/** How many company contacts there are. @throws {GatewayError} */
export async function countContacts(pbx: PbxConnection): Promise<number> {
  return (await readPage(pbx, 1, 1)).total_number;
}

function readPage(pbx: PbxConnection, page: number, size: number): Promise<z.output<typeof Page>> {
  return getFromPbx(pbx, "company_contact/list", { page: String(page), page_size: String(size) }, Page);
}

/** Null when there is no contact with this id. @throws {GatewayError} */
export async function readContact(pbx: PbxConnection, id: number): Promise<StoredContact | null> {
  try {
    return (await getFromPbx(pbx, "company_contact/get", { id: String(id) }, Detail)).data;
  } catch (error) {
    if (isOneOf(error, [refusals.contactUnknown])) return null;
    throw error;
  }
}

/** Adds a contact to a phonebook, or makes the one with this id be so. @throws {GatewayError} */
export async function writeContact(
  pbx: PbxConnection,
  { phonebookId, id, contact }: { phonebookId: number; id: number | null; contact: PhonebookContact },
): Promise<ContactWritten> {
  const fields = { ...fieldsOf(contact), phonebook_id_list: [phonebookId] };
  try {
    if (id === null)
      return { kind: "written", ...(await postToPbx(pbx, "company_contact/create", fields, Made)) };
    await postToPbx(pbx, "company_contact/update", { id, ...fields }, z.unknown());
    return { kind: "written", id };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null) return refusal;
    throw error;
  }
}

/**
 * The whole name is the first one, which alone is demanded: who wrote it first and last is not known. All numbers are
 * given each time, since whether an update adds to them or replaces them is not documented.
 */
function fieldsOf({ name, company, email, mark, numbers }: PhonebookContact): Record<string, unknown> {
  const number_list = numberSlots.flatMap((slot) => {
    const number = numbers[slot];
    return number === undefined ? [] : [{ num_type: writtenAs[slot], number }];
  });
  return { first_name: name, last_name: "", company, email, remark: mark, number_list };
}

function refusalIn(error: unknown): ContactWritten | null {
  if (isOneOf(error, [refusals.quota])) return { kind: "full" };
  if (isOneOf(error, [refusals.duplicate])) return { kind: "number_taken" };
  if (isOneOf(error, [refusals.contactUnknown])) return { kind: "gone" };
  if (isOneOf(error, [refusals.phonebookUnknown])) return { kind: "phonebook_gone" };
  if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") return null;
  return { kind: "refused", words: `${error.failure.status} ${error.failure.detail}`.trim() };
}

/** Takes a contact away; one that is gone already is as good. @throws {GatewayError} */
export async function removeContact(pbx: PbxConnection, id: number): Promise<void> {
  const remove = () => getFromPbx(pbx, "company_contact/delete", { id: String(id) }, z.unknown());
  try {
    await remove();
  } catch (error) {
    if (isOneOf(error, [refusals.contactUnknown])) return;
    if (!isOneOf(error, [refusals.referenced])) throw error;
    // Some firmware wants it out of its phonebooks first.
    await postToPbx(pbx, "company_contact/update", { id, phonebook_id_list: [] }, z.unknown());
    await remove();
  }
}
