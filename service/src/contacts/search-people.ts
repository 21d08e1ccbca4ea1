import type { Person } from "@deskline/shared/app";
import { nameHas, readSearch } from "./core/people-search.ts";
import type { FoundPerson, PeopleBook } from "./ports.ts";

const most = 20;

/** People by name or number, end users first, twenty at most, each with all numbers. @throws {GatewayError} */
export async function searchPeople(book: PeopleBook, text: string, country: string): Promise<Person[]> {
  const search = readSearch(text, country);
  if (search.kind === "nothing") return [];
  const found =
    search.kind === "digits"
      ? await book.searchDigits(search.digits)
      : (await book.searchNames(search.words)).filter((one) => nameHas(one.name, search.words));
  const active = found.filter((one) => one.active);
  const people = [...active.filter((one) => one.endUser), ...active.filter((one) => !one.endUser)].slice(
    0,
    most,
  );
  return withAllNumbers(book, people);
}

async function withAllNumbers(book: PeopleBook, people: FoundPerson[]): Promise<Person[]> {
  const known = await book.withNumbers(people.map((one) => one.userId));
  const numbersOf = new Map(known.map((one) => [one.userId, one.numbers]));
  return people.map(({ userId, name, numbers }) => ({
    userId,
    name,
    numbers: numbersOf.get(userId) ?? numbers,
  }));
}
