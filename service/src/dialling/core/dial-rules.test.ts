import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { numberToDial, type DialPlan } from "./dial-rules.ts";

const plain = { strip_plus: false, international_prefix: "", outside_prefix: "" };
const ownNumbers = new Set(["2005", "2006", "6400"]);

function planOf(country: string, rules: Partial<DialPlan["rules"]> = {}): DialPlan {
  return { rules: { ...plain, ...rules }, country, ownNumbers };
}
function dialled(written: string, plan: DialPlan): string | null {
  return numberToDial(written, plan)?.dialled ?? null;
}

describe("what people write", () => {
  test.each([
    ["+44 20 7946 0123", "+442079460123"],
    ["+44 (0)20 7946 0123", "+442079460123"],
    ["020 7946 0123", "+442079460123"],
    ["(020) 7946-0123", "+442079460123"],
    ["020.7946.0123", "+442079460123"],
    ["020 7946\u20110123", "+442079460123"],
    ["0044 20 7946 0123", "+442079460123"],
    ["０２０７９４６０１２３", "+442079460123"],
    ["tel:+44-20-7946-0123", "+442079460123"],
    ["TEL:%2B442079460123", "+442079460123"],
    ["tel:7946-0123;phone-context=+4420", "+442079460123"],
    ["callto:+442079460123", "+442079460123"],
    ["+442079460123 x55", "+442079460123"],
    ["+44 20 7946 0123 ext. 55", "+442079460123"],
    ["tel:+442079460123;ext=55", "+442079460123"],
    ["020 7946 0123 #55", "+442079460123"],
    ["+1 202 555 0123", "+12025550123"],
    ["5503309", "5503309"],
    ["+44 5 550 330", "+445550330"],
    ["*2", "*2"],
    ["#31#", "#31#"],
    ["2005", "2005"],
    ["999", "999"],
  ])("%s is dialled as %s", (written, number) => {
    expect(dialled(written, planOf("GB"))).toBe(number);
  });

  test.each([
    "",
    "   ",
    "abc",
    "Kristin",
    "call 5503309",
    "5503309 or so",
    "+",
    "7",
    "+123",
    "tel:",
    "tel:%",
    "anna@example.com",
    "1234567890123456789",
    "*",
    "123*456",
    "1234;drop",
    "2005\n2006a",
  ])("%j is no number", (written) => {
    expect(numberToDial(written, planOf("GB"))).toBeNull();
  });

  test("letters stand for digits where they make it a valid number", () => {
    expect(dialled("1-800-FLOWERS", planOf("US"))).toBe("+18003569377");
    expect(numberToDial("555-HELLO", planOf("US"))).toBeNull();
  });

  test("what is to be keyed in after the answer is shown and not dialled", () => {
    expect(numberToDial("+442079460123 x55", planOf("US"))).toEqual({
      dialled: "+442079460123",
      shown: "+44 20 7946 0123 x55",
      e164: "+442079460123",
      internal: false,
    });
  });
});

describe("rules", () => {
  test.each<[Partial<DialPlan["rules"]>, string, string]>([
    [{ strip_plus: true }, "+442079460123", "442079460123"],
    [{ strip_plus: true }, "+12025550123", "12025550123"],
    [{ international_prefix: "00" }, "+12025550123", "0012025550123"],
    [{ international_prefix: "00", strip_plus: true }, "+12025550123", "0012025550123"],
    [{ international_prefix: "00" }, "+442079460123", "02079460123"],
    [{ international_prefix: "00", outside_prefix: "9" }, "+442079460123", "902079460123"],
    [{ international_prefix: "00", outside_prefix: "9" }, "+12025550123", "90012025550123"],
    [{ outside_prefix: "9", strip_plus: true }, "+12025550123", "912025550123"],
    [{ outside_prefix: "9" }, "999", "9999"],
    [{ outside_prefix: "9" }, "116117", "9116117"],
    [{ outside_prefix: "9" }, "5503309", "95503309"],
    [{ outside_prefix: "9", strip_plus: true }, "9 020 7946 0123", "9442079460123"],
    [{ outside_prefix: "9" }, "2005", "2005"],
    [{ outside_prefix: "9" }, "6300", "6300"],
    [{ outside_prefix: "9" }, "*61", "*61"],
  ])("%j: %s is dialled as %s", (rules, written, number) => {
    expect(dialled(written, planOf("GB", rules))).toBe(number);
  });

  test("a prefix for abroad is not used within one numbering plan", () => {
    const plan = planOf("US", { international_prefix: "011" });
    expect(dialled("+1 604 555 0123", plan)).toBe("6045550123");
    expect(dialled("+44 20 7946 0123", plan)).toBe("011442079460123");
    expect(dialled("011 44 20 7946 0123", plan)).toBe("011442079460123");
  });

  test("a number that is written with its country is never one of the PBX's own", () => {
    expect(numberToDial("+2005", planOf("GB"))).toBeNull();
    expect(numberToDial("2005", planOf("GB"))).toMatchObject({ internal: true });
  });
});

const digit = fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
const anyPlan = fc.record({
  country: fc.constantFrom("GB", "US", "DE", "CN", "JP", "BR", "IT", "FR", "RU"),
  ownNumbers: fc.constant(ownNumbers),
  rules: fc.record({
    strip_plus: fc.boolean(),
    international_prefix: fc.constantFrom("", "00", "011", "010"),
    outside_prefix: fc.constantFrom("", "0", "9", "*9"),
  }),
});
const validNumber = fc.constantFrom(
  "+442079460123",
  "+12025550123",
  "+16045550123",
  "+493012345678",
  "+8613800138000",
  "+861082345678",
  "+81312345678",
  "+5511987654321",
  "+390612345678",
  "+33123456789",
  "+74951234567",
);

describe("whatever is written", () => {
  test("the PBX gets digits, plus, star and hash only, and never nothing", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: digit })),
        anyPlan,
        (written, plan) => {
          const number = numberToDial(written, plan);
          expect(number?.dialled ?? "0").toMatch(/^[\d+*#]+$/);
        },
      ),
    );
  });

  test("a valid number means itself in every way it is written", () => {
    fc.assert(
      fc.property(validNumber, anyPlan, (e164, plan) => {
        const parsed = parsePhoneNumberFromString(e164);
        const ways = [e164, parsed?.formatInternational(), parsed?.getURI(), e164.replace("+", "00")];
        const numbers = ways.map((way) => numberToDial(way ?? "", plan));
        for (const number of numbers) expect(number).toEqual(numbers[0]);
        expect(numbers[0]).toMatchObject({ e164, internal: false });
      }),
    );
  });

  test("what is dialled for a valid number is read as that number by whoever knows the rules", () => {
    fc.assert(
      fc.property(validNumber, anyPlan, (e164, plan) => {
        const { outside_prefix, international_prefix } = plan.rules;
        const number = numberToDial(e164, plan)?.dialled ?? "";
        expect(number.startsWith(outside_prefix)).toBe(true);
        const line = number.slice(outside_prefix.length);
        const readings = [
          line,
          `+${line}`,
          ...(international_prefix !== "" && line.startsWith(international_prefix)
            ? [`+${line.slice(international_prefix.length)}`]
            : []),
        ];
        const country = plan.country as "GB";
        expect(readings.map((text) => parsePhoneNumberFromString(text, country)?.number)).toContain(e164);
      }),
    );
  });

  test("the PBX's own numbers are untouched by any rule", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ownNumbers), anyPlan, (number, plan) => {
        expect(numberToDial(number, plan)).toEqual({
          dialled: number,
          shown: number,
          e164: null,
          internal: true,
        });
      }),
    );
  });
});
