import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { numberSlots, type NumberSlot, type PhonebookContact } from "./contact.ts";

/** `value` is E.164 where the number is valid, else its digits; `field` the key of the user field it stands in. */
export type KnownNumber = { value: string; field: string | null };

type Kind = "business" | "mobile" | "home" | "fax";

/** Where a number of a kind goes; where there is no room left, anywhere else, on a fax last. */
const placesOf: Record<Kind, readonly NumberSlot[]> = {
  business: ["business", "business2"],
  mobile: ["mobile", "mobile2"],
  home: ["home", "home2"],
  fax: ["business_fax", "home_fax"],
};

const fewestDigits = 3;

/** Gives each number the place of its type, and leaves out what is twice, what no phone can dial, and a tenth one. */
export function intoSlots(numbers: readonly KnownNumber[], longest: number): PhonebookContact["numbers"] {
  const placed: PhonebookContact["numbers"] = {};
  const seen = new Set<string>();
  for (const number of numbers) {
    const { value } = number;
    if (seen.has(value) || value.length > longest || value.replaceAll(/\D/g, "").length < fewestDigits)
      continue;
    seen.add(value);
    const slot = [...placesOf[kindOf(number)], ...numberSlots].find((one) => placed[one] === undefined);
    if (slot !== undefined) placed[slot] = value;
  }
  return placed;
}

/** What the field is called says more than the number; a number that may be either is one of business. */
function kindOf({ value, field }: KnownNumber): Kind {
  const name = field?.toLowerCase() ?? "";
  if (/fax/.test(name)) return "fax";
  if (/mobile|cell|handy/.test(name)) return "mobile";
  if (/home|private/.test(name)) return "home";
  if (/business|office|work/.test(name)) return "business";
  return parsePhoneNumberFromString(value)?.getType() === "MOBILE" ? "mobile" : "business";
}
