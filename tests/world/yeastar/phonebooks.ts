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

type Phonebook = {
  id: number;
  name: string;
  member_select: "sel_all" | "sel_specific";
  contactIds: Set<number>;
};

const page = paging(["id", "name"]);
const selection = {
  member_select: z.enum(["sel_all", "sel_specific"]).optional(),
  add_contacts_id_list: z.array(z.int()).optional(),
};

/** What phonebooks ask of the contacts they hold. */
export type ContactList = { has(id: number): boolean; flat(): Record<string, unknown>[] };

export class Phonebooks {
  readonly #switches: Switches;
  #books: Phonebook[] = [];
  #lastId = 2;

  constructor(switches: Switches) {
    this.#switches = switches;
  }

  has(id: number): boolean {
    return this.#books.some((book) => book.id === id);
  }

  /** By hand, in the web portal: the id of a new phonebook. */
  add(name: string, memberSelect: Phonebook["member_select"] = "sel_specific"): number {
    this.#lastId += 1;
    this.#books.push({ id: this.#lastId, name, member_select: memberSelect, contactIds: new Set() });
    return this.#lastId;
  }

  /** By hand; its contacts stay. */
  remove(id: number): void {
    this.#books = this.#books.filter((book) => book.id !== id);
  }

  /** As `phonebook/list` shows them. */
  rows(contacts: ContactList): PhonebookShown[] {
    return this.#books.map((book) => row(book, contacts));
  }

  /** The phonebooks a contact was put into by name. */
  of(contactId: number): { id: number; name: string }[] {
    return this.#books.filter((book) => book.contactIds.has(contactId)).map(({ id, name }) => ({ id, name }));
  }

  /** Puts a contact into exactly these phonebooks. */
  assign(contactId: number, bookIds: readonly number[]): void {
    for (const book of this.#books) {
      if (bookIds.includes(book.id)) book.contactIds.add(contactId);
      else book.contactIds.delete(contactId);
    }
  }

  endpoints(contacts: ContactList): Endpoint[] {
    return [
      endpoint("GET", "phonebook/list", page, (wanted) =>
        this.#switches.phonebooks ? pageOf(this.rows(contacts), wanted) : failure(10009),
      ),
      endpoint("GET", "phonebook/search", { ...page, search_value: z.string() }, (wanted) => {
        const found = this.#books.filter((book) =>
          book.name.toLowerCase().includes(wanted.search_value.toLowerCase()),
        );
        return pageOf(
          found.map((book) => row(book, contacts)),
          wanted,
        );
      }),
      endpoint("GET", "phonebook/get", { id: numeral }, ({ id }) => {
        if (!this.#switches.phonebooks) return failure(10009);
        const book = this.#books.find((each) => each.id === id);
        return book ? success({ data: detail(book, contacts) }) : failure(70093);
      }),
      endpoint("GET", "phonebook/query", { ids: numerals }, ({ ids }) =>
        success({
          data: this.#books.filter((book) => ids.includes(book.id)).map((book) => detail(book, contacts)),
        }),
      ),
      endpoint("POST", "phonebook/create", { name: z.string().min(1), ...selection }, (fields) =>
        this.#create(fields, contacts),
      ),
      endpoint(
        "POST",
        "phonebook/update",
        { id: z.int(), name: z.string().min(1).optional(), ...selection },
        (fields) => this.#update(fields, contacts),
      ),
      endpoint("GET", "phonebook/delete", { id: numeral }, ({ id }) => {
        if (!this.has(id)) return failure(70093);
        this.#books = this.#books.filter((book) => book.id !== id);
        return success();
      }),
    ];
  }

  #create(
    { name = "", member_select = "sel_specific", add_contacts_id_list = [] }: Fields,
    contacts: ContactList,
  ): Answer {
    if (!this.#switches.phonebooks) return failure(10009);
    if (this.#books.length >= this.#switches.phonebookQuota) return failure(60002);
    if (this.#books.some((book) => book.name === name)) return failure(40003);
    if (!add_contacts_id_list.every((id) => contacts.has(id))) return failure(70128);
    this.#lastId += 1;
    this.#books.push({ id: this.#lastId, name, member_select, contactIds: new Set(add_contacts_id_list) });
    return success({ id: this.#lastId });
  }

  #update(
    { id, name, member_select, add_contacts_id_list = [] }: Fields & { id: number },
    contacts: ContactList,
  ): Answer {
    const book = this.#books.find((each) => each.id === id);
    if (!book) return failure(70093);
    if (this.#books.some((each) => each !== book && each.name === name)) return failure(40003);
    if (!add_contacts_id_list.every((contactId) => contacts.has(contactId))) return failure(70128);
    book.name = name ?? book.name;
    book.member_select = member_select ?? book.member_select;
    for (const contactId of add_contacts_id_list) book.contactIds.add(contactId);
    return success();
  }
}

type Fields = {
  name?: string | undefined;
  member_select?: Phonebook["member_select"] | undefined;
  add_contacts_id_list?: number[] | undefined;
};

function members(book: Phonebook, contacts: ContactList): Record<string, unknown>[] {
  const all = contacts.flat();
  return book.member_select === "sel_all" ? all : all.filter((row) => book.contactIds.has(Number(row.id)));
}

export type PhonebookShown = { id: number; name: string; member_select: string; total: number };

function row(book: Phonebook, contacts: ContactList): PhonebookShown {
  const { id, name, member_select } = book;
  return { id, name, member_select, total: members(book, contacts).length };
}

function detail(book: Phonebook, contacts: ContactList): Record<string, unknown> {
  return { ...row(book, contacts), contacts_list: members(book, contacts) };
}
