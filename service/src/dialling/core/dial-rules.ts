import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import type { PhoneNumber as Parsed } from "libphonenumber-js/max";

/** How numbers are rewritten before they are dialled, and what numbers the PBX has itself. */
export type DialPlan = {
  rules: { strip_plus: boolean; international_prefix: string; outside_prefix: string };
  /** ISO 3166 country in which numbers without a country code are read. */
  country: string;
  /** Extensions and queues. */
  ownNumbers: ReadonlySet<string>;
};

export type NumberToDial = {
  /** What the PBX is told: digits, `+`, `*` and `#`. */
  dialled: string;
  /** For people: the international form of a valid number, else its digits. */
  shown: string;
  e164: string | null;
  /** Whether it stays within the PBX. */
  internal: boolean;
};

const fewestDigits = 7;
/** E.164 has fifteen at most; an international prefix may stand before them. */
const mostDigits = 18;
const fewestOfOwn = 4;

/**
 * The number to dial from what somebody wrote, null when it is none.
 *
 * Numbers of the PBX and codes such as `*2` stay as they are. So does a short number with as many digits
 * (four at least) as the PBX's own: a ring group, a menu, a parking slot. Other short ones are service
 * numbers, 112 for instance. Everything that is not the PBX's own gets the outside prefix. A valid number is
 * dialled in E.164, without the plus where the rules strip it. Where an international prefix stands for the
 * plus, numbers with the own country's code are dialled in national form: a prefix that leads abroad does not
 * everywhere lead home. What follows `x` or `;ext=` cannot be dialled and is left to the caller.
 */
export function numberToDial(written: string, plan: DialPlan): NumberToDial | null {
  const { main, extension } = split(withoutScheme(written.normalize("NFKC").trim()));
  if (/^[*#][\d*#]{1,20}$/.test(main)) return own(main);
  const spelled = spelledOut(main);
  if (spelled !== null)
    return spelled.some(isLetter) ? vanity(spelled, plan) : plainNumber(main, extension, plan);
  return null;
}

function plainNumber(main: string, extension: string, plan: DialPlan): NumberToDial | null {
  const digits = onlyDigits(main);
  const international = /^\(?\+/.test(main);
  if (!international && plan.ownNumbers.has(digits)) return own(digits);
  const parsed = validNumber(main, plan.country) ?? withoutOutsidePrefix(main, digits, plan);
  if (parsed !== undefined) return outside(parsed, extension, plan);
  if (digits.length > mostDigits || digits.length < 2) return null;
  if (international) {
    const tooShort = digits.length < fewestDigits;
    return tooShort ? null : leadingOut(abroad(digits, plan), `+${digits}`, plan);
  }
  if (digits.length < fewestDigits && isShapedAsOwn(digits, plan)) return own(digits);
  return leadingOut(digits, digits, plan);
}

function own(number: string): NumberToDial {
  return { dialled: number, shown: number, e164: null, internal: true };
}

function outside(parsed: Parsed, extension: string, plan: DialPlan): NumberToDial {
  const isHome = parsed.countryCallingCode === callingCodeOf(plan.country);
  const form =
    isHome && plan.rules.international_prefix !== ""
      ? onlyDigits(parsed.formatNational())
      : abroad(parsed.number.slice(1), plan);
  const shown = parsed.formatInternational() + (extension === "" ? "" : ` x${extension}`);
  return { ...leadingOut(form, shown, plan), e164: parsed.number };
}

function leadingOut(form: string, shown: string, { rules }: DialPlan): NumberToDial {
  return { dialled: rules.outside_prefix + form, shown, e164: null, internal: false };
}

/** The digits of an international number behind what the PBX wants before them. */
function abroad(digits: string, { rules }: DialPlan): string {
  if (rules.international_prefix !== "") return rules.international_prefix + digits;
  return rules.strip_plus ? digits : `+${digits}`;
}

/** As libphonenumber reads it, then with `00` for the plus, which people write in any country. */
function validNumber(text: string, country: string): Parsed | undefined {
  for (const way of [text, text.replace(/^\(?00/, "+")]) {
    const parsed = parsePhoneNumberFromString(way, country as CountryCode);
    if (parsed?.isValid() === true) return parsed;
  }
  return undefined;
}

/** Somebody may write a number as they dial it on the phone, with what gets a line. */
function withoutOutsidePrefix(
  main: string,
  digits: string,
  { rules, country }: DialPlan,
): Parsed | undefined {
  const prefix = onlyDigits(rules.outside_prefix);
  if (prefix === "" || main.startsWith("+") || !digits.startsWith(prefix)) return undefined;
  return validNumber(digits.slice(prefix.length), country);
}

function isShapedAsOwn(digits: string, { ownNumbers }: DialPlan): boolean {
  if (digits.length < fewestOfOwn) return false;
  return [...ownNumbers].some((number) => number.length === digits.length);
}

function callingCodeOf(country: string): string {
  return getCountryCallingCode(country as CountryCode);
}

/** The number in a `tel:` link, with the country code that a local one names as its context. */
function withoutScheme(text: string): string {
  const link = /^(?:tel|callto):(?:\/\/)?(.*)$/is.exec(text)?.[1];
  if (link === undefined) return text;
  const [number = "", ...parameters] = decoded(link).split(";");
  const context = /^phone-context=(\+\d{1,4})$/i;
  const code = parameters.map((part) => context.exec(part)?.[1]).find((found) => found !== undefined);
  const ext = parameters
    .map((part) => /^ext=([\d.-]+)$/i.exec(part)?.[1])
    .find((found) => found !== undefined);
  const whole = number.startsWith("+") ? number : (code ?? "") + number;
  return ext === undefined ? whole : `${whole}x${onlyDigits(ext)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A lone per cent sign makes it no number, which is found later.
  }
}

const extensionAtEnd = /(?<=\d\)?)[\s;,]*(?:extension|ext|x|#)[.:=\s]*(\d{1,8})$/i;

function split(text: string): { main: string; extension: string } {
  const found = extensionAtEnd.exec(text);
  return { main: (found === null ? text : text.slice(0, found.index)).trim(), extension: found?.[1] ?? "" };
}

/** Its signs when they can be a number's: digits and letters, with what people write between them; else null. */
function spelledOut(text: string): string[] | null {
  if (!/^\(?\+?[\da-z \t()./\p{Pd}]+$/iu.test(text) || !/\d/.test(text)) return null;
  return text.match(/[+\da-z]/gi);
}

function isLetter(sign: string): boolean {
  return /[a-z]/i.test(sign);
}

const keypad = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** `1-800-FLOWERS`: letters at the end that make it a valid number. */
function vanity(signs: string[], plan: DialPlan): NumberToDial | null {
  if (!/^\+?\d{3,}[a-z]{3,}$/i.test(signs.join(""))) return null;
  const digits = signs.map((sign) => (isLetter(sign) ? keyOf(sign) : sign)).join("");
  const parsed = validNumber(digits, plan.country);
  return parsed === undefined ? null : outside(parsed, "", plan);
}

function keyOf(letter: string): string {
  return String(keypad.findIndex((key) => key.includes(letter.toLowerCase())) + 2);
}

function onlyDigits(text: string): string {
  return text.replaceAll(/\D/g, "");
}
