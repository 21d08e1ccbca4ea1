import { BlockList, isIP } from "node:net";
import type { ErrorCode } from "@deskline/shared/errors";
import { getCountries, type CountryCode } from "libphonenumber-js/max";
import { IANAZone } from "luxon";
import { isSubdomain } from "../zendesk/account-url.ts";

/** What somebody entered, as it is kept, or the code of what is wrong with it. */
export type Entered = { kind: "taken"; value: string } | { kind: "wrong"; code: ErrorCode };

const taken = (value: string): Entered => ({ kind: "taken", value });
const wrong = (code: ErrorCode): Entered => ({ kind: "wrong", code });

/**
 * Where clouds tell a machine its secrets, and nobody has a PBX. Private networks and this machine itself stay
 * allowed: that is where PBXes are.
 */
const never = new BlockList();
never.addSubnet("169.254.0.0", 16, "ipv4");
never.addSubnet("fe80::", 10, "ipv6");
never.addAddress("fd00:ec2::254", "ipv6");

/** `hostname` is as `URL` writes it, which brings every spelling of an address to one. */
function isNever(hostname: string): boolean {
  const address = hostname.replaceAll(/^\[|\]$/g, "");
  const family = isIP(address);
  return family === 0
    ? /^metadata\.google\.internal\.?$/.test(hostname)
    : never.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Address of a PBX's web server: http or https, a host, perhaps a port, nothing else. */
export function enteredPbxUrl(text: string): Entered {
  const url = URL.parse(text.trim());
  if (url === null) return wrong("pbx_url_wrong");
  if (url.protocol !== "https:" && url.protocol !== "http:") return wrong("pbx_url_scheme");
  if (url.username !== "" || url.password !== "") return wrong("pbx_url_credentials");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") return wrong("pbx_url_path");
  if (isNever(url.hostname)) return wrong("pbx_url_link_local");
  return taken(url.origin);
}

/** Letters are compared before they are made small: some that are none of ours become such by it. */
const plain = /^[a-z\d-]+$/i;
const ofAccount = /^(?:https?:\/\/)?([a-z\d-]+)\.zendesk\.com(?:\/.*)?$/i;

/** A subdomain, or an address of the account from which it is taken. */
export function enteredSubdomain(text: string): Entered {
  const trimmed = text.trim();
  const named = ofAccount.exec(trimmed)?.[1] ?? trimmed;
  const subdomain = plain.test(named) ? named.toLowerCase() : "";
  return isSubdomain(subdomain) ? taken(subdomain) : wrong("subdomain_wrong");
}

export function enteredTimeZone(text: string): Entered {
  return IANAZone.isValidZone(text) ? taken(text) : wrong("time_zone_unknown");
}

export function enteredCountry(text: string): Entered {
  const country = text.toUpperCase();
  return getCountries().includes(country as CountryCode) ? taken(country) : wrong("country_unknown");
}
