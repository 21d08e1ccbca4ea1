import { matchContact, type Candidate } from "@deskline/service/contacts/core/match";
import { callerNumber, storedNumber } from "@deskline/service/contacts/core/number";
import phonenumber from "google-libphonenumber";
import { describe, expect, test } from "vitest";

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = phonenumber;
const google = PhoneNumberUtil.getInstance();

const countries =
  "US CA MX BR AR CL CO PE GB IE FR DE AT CH IT ES PT NL BE LU DK SE NO FI PL CZ HU RO GR TR ZA NG EG IL AE IN CN JP AU SG".split(
    " ",
  );

type Sample = {
  country: string;
  e164: string;
  national: string;
  international: string;
  digits: string;
  code: string;
};

/** Valid numbers of a country as Google's library knows them: its examples, and others that differ at the end. */
function samplesOf(country: string): Sample[] {
  return [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE].flatMap((type) => {
    const example = google.getExampleNumberForType(country, type);
    if (!example) return [];
    const e164 = google.format(example, PhoneNumberFormat.E164);
    return [e164, ...["07", "58", "93"].map((end) => e164.slice(0, -2) + end)]
      .map((text) => google.parse(text, country))
      .filter((number) => google.isValidNumberForRegion(number, country))
      .map((number) => ({
        country,
        e164: google.format(number, PhoneNumberFormat.E164),
        national: google.format(number, PhoneNumberFormat.NATIONAL),
        international: google.format(number, PhoneNumberFormat.INTERNATIONAL),
        digits: google.getNationalSignificantNumber(number),
        code: String(number.getCountryCode()),
      }));
  });
}

const samples = countries.flatMap(samplesOf);

/** Ways in which somebody writes a number, or a network signals it, that Google's library reads as well. */
const ways: [string, (one: Sample) => string][] = [
  ["E.164", ({ e164 }) => e164],
  ["international", ({ international }) => international],
  ["national, with a trunk prefix where there is one", ({ national }) => national],
  ["with dots", ({ international }) => international.replaceAll(/[ -]/g, ".")],
  ["with slashes", ({ national }) => national.replaceAll("-", "/")],
  ["with the country in brackets", ({ code, digits }) => `(+${code}) ${digits}`],
  [
    "of full width",
    ({ e164 }) => e164.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ],
  ["as a link", ({ e164 }) => `tel:${e164}`],
  ["with an extension", ({ international }) => `${international} x55`],
  ["with an extension in words", ({ national }) => `${national} ext. 55`],
];

/** Ways that no library knows: `00` wherever one is, and what gets a line to the outside before it. */
const ownWays: [string, string, (one: Sample) => string][] = [
  ["00 for the plus", "", ({ code, digits }) => `00${code}${digits}`],
  ["an outside line before the national number", "9", ({ national }) => `9${national.replaceAll(/\D/g, "")}`],
  ["an outside line before 00", "8", ({ code, digits }) => `800${code}${digits}`],
];

/** The libraries' metadata are of different dates: they may differ on so many numbers. */
const mostUnknown = 0.02;

test("there are numbers of forty countries, and both libraries know nearly all of them", () => {
  expect(new Set(samples.map((one) => one.country)).size).toBe(40);
  const unknown = samples.filter((one) => !storedNumber(one.e164, one.country).valid);
  expect(unknown.length / samples.length).toBeLessThanOrEqual(mostUnknown);
});

const known = samples.filter((one) => storedNumber(one.e164, one.country).valid);

describe("a number is read as Google's library reads it", () => {
  test.each(ways)("%s", (_, write) => {
    const differing = known.flatMap((one) => {
      const text = write(one);
      const theirs = google.format(google.parse(text, one.country), PhoneNumberFormat.E164);
      const stored = storedNumber(text, one.country).value;
      return stored === theirs ? [] : [{ text, country: one.country, stored, theirs }];
    });
    expect(differing).toEqual([]);
  });
});

describe("a caller is read as the number it is", () => {
  test.each(ownWays)("%s", (_, prefix, write) => {
    const differing = known.flatMap((one) => {
      const text = write(one);
      if (isNumberAsItStands(text, one.country)) return [];
      const read = callerNumber(text, one.country, prefix)?.value;
      return read === one.e164 ? [] : [{ text, country: one.country, read, is: one.e164 }];
    });
    expect(differing).toEqual([]);
  });
});

/** With digits before it, it may be another number that there is. */
function isNumberAsItStands(text: string, country: string): boolean {
  return [text, `+${text}`].some((way) => {
    try {
      return google.isValidNumber(google.parse(way, country));
    } catch {
      return false;
    }
  });
}

test("however it is written and however it is signalled, it is the same person's", () => {
  const spellings = ways.filter(([name]) => !name.includes("extension"));
  const missed = known.flatMap((one, i) =>
    spellings.flatMap(([, write], j) => {
      const signalled = (spellings[(i + j) % 3] ?? spellings[0])?.[1](one) ?? "";
      const caller = callerNumber(signalled, one.country);
      const person: Candidate = {
        userId: 1,
        name: "",
        numbers: [{ value: write(one), shared: false }],
        active: true,
        suspended: false,
        agent: false,
        updatedAt: null,
      };
      const match =
        caller === null ? null : matchContact(caller, [person], { country: one.country, lastDigits: 9 });
      return match?.kind === "one" && match.why === "same_number" ? [] : [{ signalled, stored: write(one) }];
    }),
  );
  expect(missed).toEqual([]);
});
