import type { IntegrationDetail } from "@deskline/shared/admin";
import { expect, test } from "vitest";
import { newIntegration } from "../../testing/integration-sample.ts";
import { isConnected, needsReconnect } from "./connection.ts";

const granted = { ...newIntegration.zendesk, scope: "read write" };
const problems: IntegrationDetail["problems"] = [{ kind: "reconnect_needed", count: null, detail: null }];

test.each<[string, Partial<IntegrationDetail>, boolean, boolean]>([
  ["never connected", { status: "draft" }, false, false],
  ["connected", { status: "connected", zendesk: granted }, true, false],
  ["disabled and connected", { status: "disabled", zendesk: granted }, true, false],
  ["with a dead grant", { status: "reconnect_needed", zendesk: granted, problems }, false, true],
  ["disabled with a dead grant", { status: "disabled", zendesk: granted, problems }, false, true],
])("%s", (_, more, connected, reconnect) => {
  const integration = { ...newIntegration, ...more };
  expect(isConnected(integration)).toBe(connected);
  expect(needsReconnect(integration)).toBe(reconnect);
});
