import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { checkSignature } from "./signature.ts";

const now = Date.parse("2026-09-21T12:00:00Z");
const body = Buffer.from('{\n   "type": "zen:event-type:user.created"\n}\n');

function signed(timestamp: string, secret = "s", over = body): string {
  return createHmac("sha256", secret)
    .update(timestamp + over.toString())
    .digest("base64");
}

const time = "2026-09-21T11:58:00Z";

test.each([
  ["as Zendesk makes it", time, signed(time), "signed"],
  ["made with another secret", time, signed(time, "other"), "wrong"],
  ["of another body", time, signed(time, "s", Buffer.from("{}")), "wrong"],
  ["of another time", "2026-09-21T11:59:00Z", signed(time), "wrong"],
  ["no Base64", time, "*", "wrong"],
  ["empty", time, "", "wrong"],
  ["six minutes old", "2026-09-21T11:54:00Z", signed("2026-09-21T11:54:00Z"), "old"],
  ["of the future", "2026-09-21T12:06:00Z", signed("2026-09-21T12:06:00Z"), "old"],
  ["without a time that can be read", "soon", signed("soon"), "old"],
])("a signature %s", (_, timestamp, signature, result) => {
  expect(checkSignature({ body, signature, timestamp }, "s", now)).toBe(result);
});
