import { fewestLastDigits } from "@deskline/shared/admin-contacts";
import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";

/** A telephone number as it is compared. */
export type PhoneNumber = {
  /** E.164 where it is valid in some country, else its digits, with a `+` if it names its country. */
  value: string;
  /** What it ends in however it is written: the national number of a valid one, else all digits. */
  ending: string;
  digits: string;
  valid: boolean;
  /** Whether it names its country itself. */
  international: boolean;
  /** The national significant number behind its country's code, valid or not; null where it cannot be read so. */
  national: { code: string; number: string } | null;
  /** The digits after an `x`, or none. */
  extension: string;
};

/** Fewest digits in which the ends of two numbers must agree to be taken for one. */
export const fewestDigits = fewestLastDigits;

const fewestSearched = 3;
/** Of a number with the prefixes of an outside line and of an international call before it. */
const mostDigits = 22;
const onlyNumber = /^\(?\+?[\d\s()./-]+$/;

/**
 * The number of a caller as it was signalled, which may be a country code without any prefix, or have what
 * gets an outside line before it. Null when it holds anything that no number has, or too few digits to mean
 * anyone.
 */
export function callerNumber(text: string, country: string, outsidePrefix = ""): PhoneNumber | null {
  const { main } = split(text);
  const digits = onlyDigits(main);
  if (!onlyNumber.test(main) || digits.length < fewestSearched || digits.length > mostDigits) return null;
  const behindPrefix =
    outsidePrefix !== "" && digits.startsWith(outsidePrefix) && !main.includes("+")
      ? [digits.slice(outsidePrefix.length)]
      : [];
  return read(text, country, [
    ...behindPrefix,
    ...behindPrefix.map((rest) => rest.replace(doubleZero, "+")),
    `+${digits}`,
  ]);
}

/** A number as somebody wrote it down. */
export function storedNumber(text: string, country: string): PhoneNumber {
  return read(text, country, []);
}

/** Whether it can be anybody's number: a shorter one may be an extension of somebody's PBX. */
export function isOrdinary(number: PhoneNumber): boolean {
  return number.valid || number.digits.length >= fewestDigits;
}

/** Whether it can be one of this country, told by the code before its national number. */
export function isOfCountry({ national }: PhoneNumber, country: string): boolean {
  return national?.code === getCountryCallingCode(country as CountryCode);
}

/** The digits from the last to the first, so that numbers that end alike begin alike. */
export function tailOf(number: Pick<PhoneNumber, "digits">): string {
  return Array.from(number.digits).reverse().join("");
}

const doubleZero = /^00(?=(?:\D*\d){7})/;

/** Tries the number as it stands, then with `00` for the international prefix, then the further ways. */
function read(text: string, country: string, further: readonly string[]): PhoneNumber {
  const { main, extension } = split(text);
  const plain = main.replace(doubleZero, "+");
  const international = /^\(?\+/.test(plain);
  const digits = onlyDigits(plain);
  for (const way of [main, plain, ...further]) {
    const parsed = parsePhoneNumberFromString(way, country as CountryCode);
    if (parsed?.isValid() === true) {
      const { number, nationalNumber, countryCallingCode: code } = parsed;
      const national = { code, number: nationalNumber };
      return {
        value: number,
        ending: nationalNumber,
        digits,
        valid: true,
        international,
        national,
        extension,
      };
    }
  }
  const value = international ? `+${digits}` : digits;
  const parsed = parsePhoneNumberFromString(plain, country as CountryCode);
  const national =
    parsed === undefined ? null : { code: parsed.countryCallingCode, number: parsed.nationalNumber };
  return { value, ending: digits, digits, valid: false, international, national, extension };
}

/** Zendesk writes an extension as `x55`, people in other ways too. */
const extensionAtEnd = /[\s;,]*(?:extension|ext|x|#)[.:=\s]*(\d+)$/i;

/** Digits and signs of full width, and the `tel:` of a link, are how some write a number. */
function split(text: string): { main: string; extension: string } {
  const whole = text
    .normalize("NFKC")
    .trim()
    .replace(/^tel:\s*/i, "");
  const found = extensionAtEnd.exec(whole);
  return { main: found === null ? whole : whole.slice(0, found.index), extension: found?.[1] ?? "" };
}

function onlyDigits(text: string): string {
  return text.replaceAll(/\D/g, "");
}
