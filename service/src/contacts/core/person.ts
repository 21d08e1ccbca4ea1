/** A number of a person, and where it stands in the helpdesk. */
export type HeldNumber = {
  number: string;
  source: "phone" | "identity" | "field";
  /** The key of the user field it stands in. */
  field: string | null;
  shared: boolean;
};

/** A user of the helpdesk as it is kept here. */
export type Person = {
  userId: number;
  name: string;
  role: "end-user" | "agent" | "admin";
  email: string | null;
  organizationId: number | null;
  suspended: boolean;
  gone: "deleted" | "merged" | null;
  mergedInto: number | null;
  /** Epoch ms. */
  updatedAt: number;
  numbers: HeldNumber[];
};

/** A user as the helpdesk tells of one. */
export type ToldPerson = Omit<Person, "mergedInto" | "gone" | "numbers"> & {
  active: boolean;
  phone: string | null;
  sharedPhone: boolean;
  fields: Record<string, unknown>;
};

const longestName = 500;
const longestNumber = 100;
const mostNumbers = 100;

/**
 * A person with every number once: the main one, those that are identities, and those in the fields that
 * an administrator named. Who is deleted has none.
 */
export function personOf(
  { active, phone, sharedPhone, fields, ...told }: ToldPerson,
  identities: readonly string[],
  numberFields: readonly string[],
): Person {
  const inFields = numberFields.flatMap((field) => {
    const number = fields[field];
    return typeof number === "string"
      ? [{ number, source: "field" as const, field, shared: false }]
      : typeof number === "number"
        ? [{ number: String(number), source: "field" as const, field, shared: false }]
        : [];
  });
  const all: HeldNumber[] = [
    ...(phone === null
      ? []
      : [{ number: phone, source: "phone" as const, field: null, shared: sharedPhone }]),
    ...identities.map((number) => ({ number, source: "identity" as const, field: null, shared: false })),
    ...inFields,
  ];
  return {
    ...told,
    name: plainText(told.name, longestName),
    email: told.email === null ? null : plainText(told.email, longestName),
    gone: active ? null : "deleted",
    mergedInto: null,
    numbers: active ? distinct(all) : [],
  };
}

function distinct(numbers: HeldNumber[]): HeldNumber[] {
  const first = new Map<string, HeldNumber>();
  for (const one of numbers) {
    const number = plainText(one.number, longestNumber);
    if (/\p{Nd}/u.test(number) && !first.has(number)) first.set(number, { ...one, number });
  }
  return [...first.values()].slice(0, mostNumbers);
}

/** Without signs that cannot be seen or stored, and cut where a letter ends. */
function plainText(text: string, longest: number): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return plain.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
