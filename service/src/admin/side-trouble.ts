import type { SideTrouble } from "@deskline/shared/admin-zendesk";
import type { GatewayFailure } from "../platform/gateway-error.ts";

/** What stood in the way of something that was asked of Zendesk or the PBX, and what they said of it themselves. */
export type Trouble = { trouble: SideTrouble; detail: string | null };

/** The words for it are the console's, in its language; only what the other side said is passed on as it is. */
export function sideTrouble(failure: GatewayFailure): Trouble {
  switch (failure.kind) {
    case "unreachable":
      return { trouble: "unreachable", detail: /^[A-Z_]+$/.test(failure.detail) ? failure.detail : null };
    case "unavailable":
      return { trouble: "unreachable", detail: failure.detail || null };
    case "rate_limited":
      return { trouble: "busy", detail: null };
    case "unauthorized":
      return { trouble: "unauthorized", detail: null };
    case "rejected":
      return { trouble: "refused", detail: failure.detail || null };
    case "malformed":
      return { trouble: "unreadable", detail: null };
  }
}
