import { expect, test } from "vitest";
import { problemsOf, type Standing } from "./problems.ts";

const now = Date.UTC(2026, 7, 3, 12);
const day = 24 * 3600_000;
const fine: Standing = {
  connection: "connected",
  loginProblem: null,
  trouble: null,
  createdAt: now - 30 * day,
  lastEventAt: now - 1000,
  failedEvents: 0,
  parkedCalls: 0,
  parkedReason: null,
  appLinked: true,
  installedVersion: "1.0.0",
  boundAgents: 3,
  brokenBindings: 0,
  refusedFields: 0,
  refusedDetail: null,
  unremovedRecordings: 0,
  unremovedDetail: null,
  unreadableSettings: null,
};
const kindsOf = (standing: Partial<Standing>) =>
  problemsOf({ ...fine, ...standing }, "1.0.0", now).map((one) => one.kind);

test("an integration that works has none", () => {
  expect(kindsOf({})).toEqual([]);
});

test("what was never set up is no problem", () => {
  expect(
    kindsOf({
      connection: "draft",
      appLinked: false,
      installedVersion: null,
      boundAgents: 0,
      lastEventAt: null,
    }),
  ).toEqual([]);
});

test.each<[string, Partial<Standing>, string[]]>([
  ["a refused log-in", { loginProblem: "CLIENT INVALID" }, ["pbx_log_in_refused"]],
  ["no answer", { trouble: { kind: "unreachable", detail: "ECONNREFUSED" } }, ["pbx_unreachable"]],
  ["a new certificate", { trouble: { kind: "certificate_changed", detail: null } }, ["pbx_certificate"]],
  ["an unknown certificate", { trouble: { kind: "certificate_unknown", detail: null } }, ["pbx_certificate"]],
  [
    "a refused log-in counts for more than other trouble",
    { loginProblem: "no", trouble: { kind: "unreachable", detail: null } },
    ["pbx_log_in_refused"],
  ],
  ["a dead grant", { connection: "reconnect_needed" }, ["reconnect_needed"]],
  ["three silent days", { lastEventAt: now - 3 * day - 1 }, ["no_events"]],
  ["two silent days", { lastEventAt: now - 2 * day }, []],
  ["never an event", { lastEventAt: null }, ["no_events"]],
  ["no event yet", { lastEventAt: null, createdAt: now - 60_000 }, []],
  ["unread events", { failedEvents: 2 }, ["events_failed"]],
  ["parked calls", { parkedCalls: 1 }, ["calls_parked"]],
  ["no app", { appLinked: false, installedVersion: null }, ["app_not_linked"]],
  ["an old app", { installedVersion: "0.9.0" }, ["app_outdated"]],
  ["an app that was installed by hand", { installedVersion: null }, []],
  ["nobody bound", { boundAgents: 0 }, ["nobody_bound"]],
  ["refused fields", { refusedFields: 2, refusedDetail: "group: is invalid" }, ["ticket_fields_refused"]],
  ["recordings that stay", { unremovedRecordings: 1, unremovedDetail: "403" }, ["recordings_not_removed"]],
  [
    "settings of tickets that cannot be read",
    { unreadableSettings: "look.tags: …" },
    ["ticket_settings_unreadable"],
  ],
  ["a binding that leads nowhere", { brokenBindings: 1 }, ["binding_broken"]],
])("%s", (_, standing, kinds) => {
  expect(kindsOf(standing)).toEqual(kinds);
});

test("how many there are, and what the other side said, is told", () => {
  const parked = {
    parkedCalls: 4,
    parkedReason: "Zendesk: refuses the request with 422: Requester: is suspended.",
  };
  expect(problemsOf({ ...fine, ...parked, loginProblem: "CLIENT INVALID" }, "1.0.0", now)).toEqual([
    { kind: "pbx_log_in_refused", count: null, detail: "CLIENT INVALID" },
    { kind: "calls_parked", count: 4, detail: parked.parkedReason },
  ]);
});
