import { isWithheld } from "../../contacts/core/withheld.ts";

/** Text from the PBX as it may be stored and shown: control characters and broken surrogates out, ends trimmed, 200 characters at most. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "")
    .trim()
    .slice(0, 200)
    .toWellFormed();
}

/**
 * The number of a party. The PBX sends `5503309`, `Name<5503309>` or `<5503309>`; a withheld one comes
 * as a word or empty and becomes the empty string.
 */
export function numberOf(party: string): string {
  const text = cleanText(party);
  const number = /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text;
  return isWithheld(number) ? "" : number;
}
