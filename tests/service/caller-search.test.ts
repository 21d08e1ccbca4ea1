import { callerNumber } from "@deskline/service/contacts/core/number";
import { findContact, type Searched } from "@deskline/service/contacts/find-contact";
import { listAgents, zendeskPeople } from "@deskline/service/zendesk/people";
import type { ZendeskAccount } from "@deskline/service/zendesk/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startZendesk, type ZendeskSimulator } from "../world/zendesk/simulator.ts";
import { signIn } from "../world/zendesk/testing.ts";

let zendesk: ZendeskSimulator;
let account: ZendeskAccount;

beforeEach(async () => {
  zendesk = await startZendesk();
  zendesk.addUser({ name: "Ada Admin", role: "admin" });
  const { headers } = await signIn(zendesk);
  const token = headers.authorization.replace("Bearer ", "");
  account = { baseUrl: zendesk.url, accessToken: () => Promise.resolve(token) };
  zendesk.clearRequests();
});

afterEach(async () => {
  const unexpected = zendesk.unexpected();
  await zendesk.close();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

function find(text: string, country = "US"): Promise<Searched> {
  const caller = callerNumber(text, country);
  if (caller === null) throw new Error(`${text} is no number`);
  return findContact(zendeskPeople(account), caller, { country, lastDigits: 9 });
}

function requestsTo(path: RegExp): number {
  return zendesk.requests().filter((one) => path.test(one.path)).length;
}

const search = /\/search/;
const identities = /\/identities$/;

describe("a caller is found whatever way the number is stored and signalled", () => {
  test.each([
    ["+1 212 555 0123 x55", "+12125550123", "US"],
    ["+12125550123x55", "2125550123", "US"],
    ["+49301234567", "0049301234567", "US"],
    ["+49 30 1234567", "0301234567", "DE"],
    ["0049301234567", "+49301234567", "GB"],
    ["+442079460123", "442079460123", "DE"],
    ["+442079460123", "442079460123", "US"],
    ["+442079460123", "011442079460123", "US"],
    ["+44 (0)20 7946 0123", "442079460123", "US"],
  ])("%s calls as %s in %s", async (phone, caller, country) => {
    const { id } = zendesk.addUser({ name: "Dana Fisher", phone });
    zendesk.addUser({ name: "Somebody Else", phone: "+12125550147" });
    expect(await find(caller, country)).toMatchObject({ kind: "one", contact: { userId: id } });
  });

  test("one of many who have the digits in them is told by a further number", async () => {
    for (let i = 30; i < 60; i += 1) zendesk.addUser({ name: `Office ${i}`, phone: `+${i}2125550188` });
    const { id } = zendesk.addUser({ name: "Dana", phone: "+12125550147", numbers: ["(212) 555-0188"] });
    expect(await find("+12125550188")).toMatchObject({ kind: "one", contact: { userId: id } });
  });

  test("known by the main number costs one request", async () => {
    zendesk.addUser({ name: "Dana", phone: "+12125550188" });
    await find("+12125550188");
    expect(zendesk.requests()).toHaveLength(1);
  });
});

test("a short number is that of nobody whose number merely ends so", async () => {
  zendesk.addUser({ name: "Dana", phone: "+12125552005" });
  expect(await find("2005")).toEqual({ kind: "none" });
  const { id } = zendesk.addUser({ name: "Internal", phone: "2005" });
  expect(await find("2005")).toMatchObject({ kind: "one", contact: { userId: id } });
  expect(requestsTo(identities)).toBe(0);
});

describe("a number of many people", () => {
  function share(count: number): void {
    for (let i = 0; i < count; i += 1)
      zendesk.addUser({ name: `Employee ${i}`, phone: "+12125550188", sharedPhone: true });
  }

  test("every page of the search counts: the one whose own it is stands on the second", async () => {
    share(130);
    const { id } = zendesk.addUser({ name: "Dana", phone: "+12125550188" });
    expect(await find("+12125550188")).toMatchObject({ kind: "one", contact: { userId: id } });
    expect(requestsTo(search)).toBe(2);
  });

  test("of more than Zendesk shows, nobody is guessed", async () => {
    share(1000);
    zendesk.addUser({ name: "Dana", phone: "+12125550188" });
    expect(await find("+12125550188")).toEqual({ kind: "too_many" });
  });
});

test("somebody who was merged meanwhile has no numbers, and holds nobody up", async () => {
  zendesk.addUser({ name: "Dana", phone: "+12125550147", numbers: ["+12125550188"] });
  const status = { kind: "status", status: 404, body: { error: "RecordNotFound" } } as const;
  zendesk.faults.add({ path: identities, times: 2, do: status });
  expect(await find("+12125550188")).toEqual({ kind: "none" });
});

test("all pages of agents are read", async () => {
  for (let i = 0; i < 150; i += 1) zendesk.addUser({ name: `Agent ${i}`, role: "agent" });
  expect(await listAgents(account)).toHaveLength(151);
});
