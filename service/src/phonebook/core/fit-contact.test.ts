import { describe, expect, test } from "vitest";
import { fitContact, plainText, type KnownPerson } from "./fit-contact.ts";

const limits = { text: 127, number: 31 };

function person(change: Partial<KnownPerson> = {}): KnownPerson {
  return {
    userId: 42,
    name: "Ada Example",
    email: "ada@example.com",
    company: "Example GmbH",
    endUser: true,
    suspended: false,
    gone: false,
    mergedInto: null,
    numbers: [{ value: "+442079460123", field: null }],
    ...change,
  };
}

const numbersOf = (...numbers: [value: string, field?: string][]) => {
  const fitting = fitContact(
    person({ numbers: numbers.map(([value, field = null]) => ({ value, field })) }),
    limits,
  );
  return fitting.kind === "fits" ? fitting.contact.numbers : fitting;
};

test("a user becomes a contact with name, company, e-mail and number, marked as whose it is", () => {
  expect(fitContact(person(), limits)).toEqual({
    kind: "fits",
    contact: {
      name: "Ada Example",
      company: "Example GmbH",
      email: "ada@example.com",
      numbers: { business: "+442079460123" },
      mark: "zd:42",
    },
  });
});

test.each([
  ["without a name", { name: " \u202e " }, "no_name"],
  ["whose name is markup alone", { name: '<>"' }, "no_name"],
  ["without a number", { numbers: [] }, "no_number"],
  ["whose only number nobody can dial", { numbers: [{ value: "12", field: null }] }, "no_number"],
  ["whose only number is too long", { numbers: [{ value: "1".repeat(32), field: null }] }, "no_number"],
  ["who is suspended", { suspended: true }, "suspended"],
  ["who is an agent", { endUser: false }, "not_end_user"],
] as const)("a user %s is told with the reason", (_, change, reason) => {
  expect(fitContact(person(change as Partial<KnownPerson>), limits)).toEqual({ kind: "unfit", reason });
});

test("who was deleted or merged is gone, whatever else is known", () => {
  expect(fitContact(person({ gone: true, endUser: false, numbers: [] }), limits)).toEqual({ kind: "gone" });
});

describe("numbers", () => {
  // The metadata knows no type of numbers for fiction: this is its own example of a mobile one.
  test("go where their type belongs", () => {
    expect(numbersOf(["+442079460123"], ["+447400123456"], ["+442079460124"])).toEqual({
      business: "+442079460123",
      mobile: "+447400123456",
      business2: "+442079460124",
    });
  });

  test("go where the name of their field says", () => {
    expect(numbersOf(["5503309", "private_phone"], ["5503310", "office_fax"], ["5503311", "cell"])).toEqual({
      home: "5503309",
      business_fax: "5503310",
      mobile: "5503311",
    });
  });

  test("are nine at most, each once, on a fax last", () => {
    const many = Array.from({ length: 40 }, (_, i): [string] => [`+4420794601${String(i).padStart(2, "0")}`]);
    const placed = numbersOf(...many.slice(0, 3), ...many);
    expect(Object.keys(placed)).toHaveLength(9);
    expect(new Set(Object.values(placed)).size).toBe(9);
    expect(placed).toMatchObject({ home_fax: many[8]?.[0], business_fax: many[7]?.[0] });
  });
});

describe("texts", () => {
  test.each([
    ["Ada\u0000\n\tExample", "Ada Example"],
    ["<b>Bobby</b>", "b Bobby /b"],
    ["\u202eevil\u202c", "evil"],
    ["עדה לדוגמה", "עדה לדוגמה"],
    ["陈小明", "陈小明"],
    ["half \ud800 a sign", "half \ufffd a sign"],
  ])("%j is shown as %j", (text, shown) => {
    expect(plainText(text, 127)).toBe(shown);
  });

  test("are cut between characters", () => {
    expect(plainText("😀".repeat(500), 127)).toBe("😀".repeat(127));
  });

  test.each(["a".repeat(130) + "@example.com", "no address", "a<b>@example.com"])(
    "the e-mail address %s is left out",
    (email) => {
      expect(fitContact(person({ email }), limits)).toMatchObject({ contact: { email: "" } });
    },
  );
});
