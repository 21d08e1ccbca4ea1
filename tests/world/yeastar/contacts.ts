import { z } from "zod";
import {
  endpoint,
  failure,
  numeral,
  numerals,
  pageOf,
  paging,
  success,
  type Answer,
  type Endpoint,
} from "./api.ts";
import type { Switches } from "./options.ts";
import type { Phonebooks } from "./phonebooks.ts";

/** The write name of each number, and the name it is read back under. */
const numberTypes = {
  business_number: "business",
  business_number2: "business2",
  business_fax: "business_fax",
  mobile_number: "mobile",
  mobile_number2: "mobile2",
  home_number: "home",
  home_number2: "home2",
  home_fax: "home_fax",
  other_number: "other",
} as const;

type NumberType = keyof typeof numberTypes;

const texts = [
  "last_name",
  "company",
  "email",
  "remark",
  "zip_code",
  "street",
  "city",
  "state",
  "country",
] as const;

export type Contact = {
  id: number;
  first_name: string;
  numbers: { num_type: NumberType; number: string }[];
} & Record<(typeof texts)[number], string>;

const numberList = z
  .array(
    z.object({
      num_type: z.enum(Object.keys(numberTypes) as [NumberType, ...NumberType[]]),
      number: z.string().min(1),
    }),
  )
  .min(1)
  .refine((list) => new Set(list.map((entry) => entry.num_type)).size === list.length, "one number per type");

const text = z.string().optional();
const optionalFields = {
  last_name: text,
  company: text,
  email: text,
  remark: text,
  zip_code: text,
  street: text,
  city: text,
  state: text,
  country: text,
  phonebook_id_list: z.array(z.int()).optional(),
};
const page = paging(["id", "contact_name", "company", "email"]);

/** The company contacts: written as lists of numbers, read back flat. */
export class Contacts {
  readonly #phonebooks: Phonebooks;
  readonly #switches: Switches;
  #contacts: Contact[] = [];
  #lastId = 76;

  constructor(phonebooks: Phonebooks, switches: Switches) {
    this.#phonebooks = phonebooks;
    this.#switches = switches;
  }

  /** As `company_contact/list` shows them. */
  flat(): Record<string, unknown>[] {
    return this.#contacts.map((contact) => this.#flat(contact));
  }

  has(id: number): boolean {
    return this.#contacts.some((contact) => contact.id === id);
  }

  /** By hand, in the web portal: the id of a new contact. */
  add({ name, number, phonebookIds = [] }: ContactByHand): number {
    const number_list = [{ num_type: "business_number" as const, number }];
    this.#create({ first_name: name, number_list, phonebook_id_list: phonebookIds });
    return this.#lastId;
  }

  /** By hand; the contact must be there. */
  change(id: number, change: { name?: string; remark?: string; phonebookIds?: number[] }): void {
    const contact = this.#contacts.find((each) => each.id === id);
    if (contact === undefined) throw new Error(`there is no contact ${id}`);
    if (change.name !== undefined) Object.assign(contact, { first_name: change.name, last_name: "" });
    if (change.remark !== undefined) contact.remark = change.remark;
    if (change.phonebookIds !== undefined) this.#phonebooks.assign(id, change.phonebookIds);
  }

  /** By hand. */
  remove(id: number): void {
    this.#contacts = this.#contacts.filter((contact) => contact.id !== id);
    this.#phonebooks.assign(id, []);
  }

  nameOf(number: string): string {
    const found = this.#contacts.find(({ numbers }) => numbers.some((entry) => entry.number === number));
    return found ? contactName(found) : "";
  }

  endpoints(): Endpoint[] {
    return [
      endpoint("GET", "company_contact/list", page, (wanted) => pageOf(this.flat(), wanted)),
      endpoint("GET", "company_contact/search", { ...page, search_value: z.string() }, (wanted) => {
        const sought = wanted.search_value.toLowerCase();
        const found = this.flat().filter((row) =>
          Object.values(row).some(
            (value) => typeof value === "string" && value.toLowerCase().includes(sought),
          ),
        );
        return pageOf(found, wanted);
      }),
      endpoint("GET", "company_contact/get", { id: numeral }, ({ id }) => {
        const contact = this.#contacts.find((each) => each.id === id);
        return contact ? success({ data: this.#flat(contact) }) : failure(70128);
      }),
      endpoint("GET", "company_contact/query", { ids: numerals }, ({ ids }) =>
        success({ data: this.flat().filter((row) => ids.includes(Number(row.id))) }),
      ),
      endpoint(
        "POST",
        "company_contact/create",
        { first_name: z.string().min(1), number_list: numberList, ...optionalFields },
        (fields) => this.#create(fields),
      ),
      endpoint(
        "POST",
        "company_contact/update",
        {
          id: z.int(),
          first_name: z.string().min(1).optional(),
          number_list: numberList.optional(),
          ...optionalFields,
        },
        (fields) => this.#update(fields),
      ),
      endpoint("GET", "company_contact/delete", { id: numeral }, ({ id }) => this.#delete(id)),
    ];
  }

  #create({ first_name, number_list, phonebook_id_list = [], ...fields }: NewContact): Answer {
    if (this.#contacts.length >= this.#switches.contactQuota) return failure(60002);
    const refusal = this.#refusal(number_list, phonebook_id_list, null);
    if (refusal) return refusal;
    this.#lastId += 1;
    const empty = Object.fromEntries(texts.map((name) => [name, ""])) as Record<
      (typeof texts)[number],
      string
    >;
    const name = this.#cut(first_name);
    this.#contacts.push({
      ...empty,
      ...defined(fields),
      id: this.#lastId,
      first_name: name,
      numbers: number_list,
    });
    this.#phonebooks.assign(this.#lastId, phonebook_id_list);
    return success({ id: this.#lastId });
  }

  /** Fields that are left out stay; a list that is given replaces the old one. */
  #update({ id, first_name, number_list, phonebook_id_list, ...fields }: ContactChange): Answer {
    const contact = this.#contacts.find((each) => each.id === id);
    if (!contact) return failure(70128);
    const refusal = this.#refusal(number_list ?? [], phonebook_id_list ?? [], id);
    if (refusal) return refusal;
    const name = first_name === undefined ? undefined : this.#cut(first_name);
    Object.assign(contact, defined({ first_name: name, numbers: number_list, ...fields }));
    if (phonebook_id_list) this.#phonebooks.assign(id, phonebook_id_list);
    return success();
  }

  #delete(id: number): Answer {
    if (!this.has(id)) return failure(70128);
    const used = this.#phonebooks.of(id).length > 0;
    if (used && this.#switches.keepReferencedContacts) return failure(70091);
    this.#contacts = this.#contacts.filter((contact) => contact.id !== id);
    this.#phonebooks.assign(id, []);
    return success();
  }

  #cut(name: string): string {
    return name.slice(0, this.#switches.contactNameLength);
  }

  #refusal(numbers: Contact["numbers"], phonebookIds: readonly number[], own: number | null): Answer | null {
    if (!phonebookIds.every((id) => this.#phonebooks.has(id))) return failure(70093);
    const taken = this.#contacts
      .filter((contact) => contact.id !== own)
      .flatMap((contact) => contact.numbers.map((entry) => entry.number));
    const clash = numbers.some((entry) => taken.includes(entry.number));
    return clash && this.#switches.uniqueContactNumbers ? failure(40003) : null;
  }

  #flat(contact: Contact): Record<string, unknown> {
    const { id, company, email, remark, zip_code, street, city, state, country } = contact;
    const row: Record<string, unknown> = {
      id,
      contact_name: contactName(contact),
      company,
      email,
      phonebook_list: this.#phonebooks.of(id),
      remark,
      zip_code,
      street,
      city,
      state,
      country,
    };
    for (const name of Object.values(numberTypes)) row[name] = "";
    for (const { num_type, number } of contact.numbers) row[numberTypes[num_type]] = number;
    return row;
  }
}

export type ContactByHand = { name: string; number: string; phonebookIds?: number[] };

type Optional = Partial<Record<(typeof texts)[number], string | undefined>> & {
  phonebook_id_list?: number[] | undefined;
};
type NewContact = Optional & { first_name: string; number_list: Contact["numbers"] };
type ContactChange = Optional & {
  id: number;
  first_name?: string | undefined;
  number_list?: Contact["numbers"] | undefined;
};

function contactName({ first_name, last_name }: Contact): string {
  return `${first_name} ${last_name}`.trim();
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
