import type { IntegrationDetail } from "@deskline/shared/admin";
import { expect, test } from "vitest";
import { newIntegration } from "../../testing/integration-sample.ts";
import { nextStep, stepsOf } from "./steps.ts";

const about = {
  model: "P-Series Software",
  firmware: "83.20.0.21",
  serial: null,
  abilities: {
    events: true,
    trunkMonitor: true,
    webhook: true,
    phonebooks: true,
    recordings: true,
    records: "2",
  },
};

const whole: IntegrationDetail = {
  ...newIntegration,
  status: "connected",
  lastEventAt: 1,
  boundAgents: 3,
  pbx: { ...newIntegration.pbx, url: "https://pbx.example.com", clientId: "id", secretSet: true, about },
  zendesk: { ...newIntegration.zendesk, subdomain: "acme", adminName: "Ada", scope: "read write" },
  app: { ...newIntegration.app, linked: true },
};

const states = (integration: IntegrationDetail) =>
  Object.fromEntries(stepsOf(integration).map(({ name, state }) => [name, state]));

test("on a new integration everything is to do, the PBX first", () => {
  expect(new Set(Object.values(states(newIntegration)))).toEqual(new Set(["todo"]));
  expect(nextStep(stepsOf(newIntegration))).toBe("pbx");
});

test("when all is done there is no next step", () => {
  expect(new Set(Object.values(states(whole)))).toEqual(new Set(["done"]));
  expect(nextStep(stepsOf(whole))).toBeNull();
});

test.each([
  ["reconnect_needed", "zendesk"],
  ["pbx_certificate", "pbx"],
  ["no_events", "events"],
  ["app_outdated", "app"],
  ["binding_broken", "agents"],
] as const)("with %s the step %s is broken", (kind, step) => {
  const integration = { ...whole, problems: [{ kind, count: null, detail: null }] };
  expect(states(integration)[step]).toBe("broken");
  expect(nextStep(stepsOf(integration))).toBe(step);
});

test("a refused authorization leaves the step broken, not undone", () => {
  const lastAuthorization = { at: 1, kind: "refused", detail: null } as const;
  expect(
    states({ ...newIntegration, zendesk: { ...newIntegration.zendesk, lastAuthorization } }),
  ).toMatchObject({
    pbx: "todo",
    zendesk: "broken",
  });
});

test("calls that are parked break no step", () => {
  expect(
    nextStep(stepsOf({ ...whole, problems: [{ kind: "calls_parked", count: 2, detail: null }] })),
  ).toBeNull();
});
