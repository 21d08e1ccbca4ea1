import { expect, test } from "vitest";
import { newIntegration } from "../../testing/integration-sample.ts";
import { consentLifeMs, consentOf } from "./consent.ts";

const connected = { at: 1000, kind: "connected", detail: "Ada" } as const;
const refused = { at: 1000, kind: "refused", detail: null } as const;

function ended(lastAuthorization: typeof connected | typeof refused | null, status: "connected" | "draft") {
  return { ...newIntegration, status, zendesk: { ...newIntegration.zendesk, lastAuthorization } };
}

test("an answer is waited for as long as it can be given", () => {
  const integration = ended(null, "draft");
  expect(consentOf(integration, null, 5000)).toBeNull();
  expect(consentOf(integration, 5000, 5000)).toEqual({ kind: "waiting" });
  expect(consentOf(integration, 5000, 5000 + consentLifeMs - 1)).toEqual({ kind: "waiting" });
  expect(consentOf(integration, 5000, 5000 + consentLifeMs)).toEqual({ kind: "no_answer" });
  expect(consentOf(ended(refused, "draft"), 5000, 6000)).toEqual({ kind: "waiting" });
  expect(consentOf(ended(refused, "draft"), 500, 6000)).toEqual({ kind: "ended", end: refused });
});

test("that it is connected is told only while it is", () => {
  expect(consentOf(ended(connected, "connected"), null, 5000)).toEqual({ kind: "ended", end: connected });
  expect(consentOf(ended(connected, "draft"), null, 5000)).toBeNull();
  const dead = {
    ...ended(connected, "connected"),
    status: "reconnect_needed" as const,
    problems: [{ kind: "reconnect_needed" as const, count: null, detail: null }],
  };
  expect(consentOf(dead, null, 5000)).toBeNull();
});
