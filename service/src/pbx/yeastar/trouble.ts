import type { PbxTrouble } from "@deskline/shared/admin-pbx";
import { certificateChanged, isOfCertificate } from "../../platform/certificate.ts";
import type { GatewayError } from "../../platform/gateway-error.ts";

export type Trouble = { kind: PbxTrouble; detail: string | null };

/** Numbers of the vendor's guide that have a cure of their own. */
const ofNumber: Record<number, PbxTrouble> = {
  60002: "too_many_tokens",
  70004: "address_blocked",
  70087: "address_not_allowed",
  70123: "api_off",
};

/** What a failure of the PBX comes to for whoever set it up. */
export function troubleIn({ failure }: GatewayError): Trouble {
  switch (failure.kind) {
    case "unreachable":
      return ofConnection(failure.detail);
    case "unauthorized":
      return { kind: ofNumber[failure.errcode ?? 0] ?? "credentials_wrong", detail: failure.detail };
    case "rejected":
      return { kind: ofNumber[failure.status] ?? "other", detail: `${failure.status} ${failure.detail}` };
    case "unavailable":
      return ofStatus(failure.status, failure.detail);
    case "malformed":
      return { kind: "not_a_pbx", detail: failure.detail };
    case "rate_limited":
      return { kind: "other", detail: null };
  }
}

/** Numbers of the API are negative or above those of HTTP. Behind a proxy a PBX that is down is a 502. */
function ofStatus(status: number, detail: string): Trouble {
  const isHttp = status >= 100 && status < 600;
  if (!isHttp) return { kind: ofNumber[status] ?? "other", detail: `${status} ${detail}` };
  if (status >= 500) return { kind: "unreachable", detail: `HTTP ${status}` };
  return { kind: "not_a_pbx", detail: `HTTP ${status}` };
}

const connectionWords: Record<string, string> = {
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name cannot be looked up now",
  ECONNREFUSED: "the connection is refused",
  ECONNRESET: "the connection is cut",
  EHOSTUNREACH: "there is no way to the address",
  ENETUNREACH: "there is no way to the network",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no answer in time",
};

function ofConnection(code: string): Trouble {
  if (code === certificateChanged) return { kind: "certificate_changed", detail: null };
  if (isOfCertificate(code)) return { kind: "certificate_unknown", detail: code };
  const words = connectionWords[code];
  return { kind: "unreachable", detail: words === undefined ? code : `${words} (${code})` };
}
