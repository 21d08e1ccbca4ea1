import type { Directory } from "../../calls/core/call.ts";
import { callerNumber, type PhoneNumber } from "./number.ts";
import { isWithheld } from "./withheld.ts";

/** How an integration reads the numbers that its PBX signals. */
export type Reading = { country: string; outsidePrefix: string; directory: Directory };

export type Caller =
  | { kind: "number"; number: PhoneNumber }
  | { kind: "withheld" }
  | { kind: "malformed" }
  /** Somebody of the office itself. */
  | { kind: "internal" };

/** What a signalled number is: only a `number` can be a contact's. */
export function readCaller(text: string | null, { country, outsidePrefix, directory }: Reading): Caller {
  if (text === null || isWithheld(text)) return { kind: "withheld" };
  const own = text.trim();
  if (directory.extensions.has(own) || directory.queues.has(own)) return { kind: "internal" };
  const number = callerNumber(text, country, outsidePrefix);
  return number === null ? { kind: "malformed" } : { kind: "number", number };
}
