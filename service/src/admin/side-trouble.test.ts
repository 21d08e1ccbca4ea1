import { expect, test } from "vitest";
import type { GatewayFailure } from "../platform/gateway-error.ts";
import { sideTrouble } from "./side-trouble.ts";

const cases: [GatewayFailure, string, string | null][] = [
  [{ kind: "unreachable", detail: "ECONNREFUSED" }, "unreachable", "ECONNREFUSED"],
  [{ kind: "unreachable", detail: "no answer within 5 s" }, "unreachable", null],
  [{ kind: "unavailable", status: 503, detail: "", retryAfterMs: null }, "unreachable", null],
  [{ kind: "rate_limited", retryAfterMs: 1000 }, "busy", null],
  [{ kind: "unauthorized", detail: "not connected yet" }, "unauthorized", null],
  [{ kind: "rejected", status: 403, detail: "no apps on this plan" }, "refused", "no apps on this plan"],
  [{ kind: "malformed", detail: "id: expected number" }, "unreadable", null],
];

test.each(cases)(
  "%j comes to a code, with no words but those of the other side",
  (failure, trouble, detail) => {
    expect(sideTrouble(failure)).toEqual({ trouble, detail });
  },
);
