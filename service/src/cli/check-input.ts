import { PopRule } from "@deskline/shared/app";
import {
  enteredCountry,
  enteredPbxUrl,
  enteredSubdomain,
  enteredTimeZone,
  type Entered,
} from "../integrations/entered.ts";
import { UsageError } from "./usage-error.ts";

/** Address of a PBX's web server: http or https, a host, perhaps a port, nothing else. */
export function checkPbxUrl(text: string): string {
  const url = enteredPbxUrl(text);
  if (url.kind === "taken") return url.value;
  if (url.code === "pbx_url_credentials")
    throw new UsageError("The PBX's address must not hold a user name or a password.");
  if (url.code === "pbx_url_path")
    throw new UsageError(`The PBX's address has no path: write ${new URL(text.trim()).origin}`);
  throw new UsageError(`"${text}" is no address of a PBX. Write it like https://pbx.example.com:8088`);
}

/** A subdomain, or an address of the account from which it is taken. */
export function checkSubdomain(text: string): string {
  return valueOf(
    enteredSubdomain(text),
    `"${text}" is no Zendesk subdomain. In https://acme.zendesk.com it is acme.`,
  );
}

export function checkTimeZone(text: string): string {
  return valueOf(
    enteredTimeZone(text),
    `"${text}" is no time zone. Write it like Europe/Berlin; the PBX shows it under System > Date and Time.`,
  );
}

export function checkCountry(text: string): string {
  return valueOf(enteredCountry(text), `"${text}" is no country. Write its two letters, such as DE or US.`);
}

function valueOf(entered: Entered, complaint: string): string {
  if (entered.kind === "taken") return entered.value;
  throw new UsageError(complaint);
}

export type TransportChoice = { webhook: boolean; websocket: boolean };

export function checkTransport(text: string): TransportChoice {
  if (text === "webhook") return { webhook: true, websocket: false };
  if (text === "websocket") return { webhook: false, websocket: true };
  if (text === "both") return { webhook: true, websocket: true };
  throw new UsageError(`"${text}" is no transport. Choose webhook, websocket or both.`);
}

export function checkSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === "" || !Number.isFinite(seconds) || seconds < 0 || seconds > 3600)
    throw new UsageError(`"${text}" is no number of seconds between 0 and 3600.`);
  return Math.round(seconds * 1000);
}

/** When a pop comes and what it opens, such as `ring:ticket`; `ring` alone opens the ticket. */
export function checkPopRule(text: string): PopRule {
  const [when, open = "ticket", ...more] = text.split(":");
  const rule = PopRule.safeParse({ when, open });
  if (!rule.success || more.length > 0)
    throw new UsageError(
      `"${text}" is no rule for pops. Write never, or ring, answer or end with what is opened: ${PopRule.shape.open.options.join(", ")}; such as ring:ticket.`,
    );
  return rule.data;
}

/** What is put before a number that is dialled; it may be empty. */
export function checkDialPrefix(text: string): string {
  if (!/^[\d*#]{0,8}$/.test(text))
    throw new UsageError(`"${text}" is no prefix. Write up to eight of the digits and the signs * and #.`);
  return text;
}

export function checkDispositions(names: string[]): string[] {
  const trimmed = names.map((name) => name.trim());
  const wrong = trimmed.find((name) => name === "" || name.length > 100);
  if (wrong !== undefined) throw new UsageError("A disposition has 1 to 100 characters.");
  if (new Set(trimmed).size < trimmed.length) throw new UsageError("Name each disposition once.");
  return trimmed;
}

export function checkId(text: string, what: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(id))
    throw new UsageError(`"${text}" is no id of ${what}. An id is a whole number.`);
  return id;
}
