import type { ContactSettings } from "@deskline/shared/admin-contacts";
import { isOrdinary, type PhoneNumber } from "./number.ts";

/** E.164 allows no longer ones. */
const mostDigits = 15;

/** Whether an unknown number becomes a contact, when a call of this direction is with it. */
export function isToBeCreated(
  { createInbound, createOutbound }: ContactSettings,
  direction: "inbound" | "outbound" | "internal",
  number: PhoneNumber,
): boolean {
  const wanted = direction === "inbound" ? createInbound : direction === "outbound" && createOutbound;
  return wanted && isOrdinary(number) && number.digits.length <= mostDigits;
}

/** The name of a contact that is made of a number, as it was signalled. */
export function nameFrom(template: string, number: string): string {
  return template.replaceAll(/\{\{\s*number\s*\}\}/g, () => number).trim() || number;
}

/** What stands between braces in a template and is no variable; null when there is nothing such. */
export function unknownIn(template: string): string | null {
  const rest = template.replaceAll(/\{\{\s*number\s*\}\}/g, "");
  return /\{\{[^{}]*\}?\}?|\}\}/.exec(rest)?.[0] ?? null;
}

/** As Zendesk writes numbers. */
export function writtenOut({ value, extension }: PhoneNumber): string {
  return extension === "" ? value : `${value}x${extension}`;
}
