import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { World } from "../world/world.ts";
import { scenarios, type ScenarioName } from "../world/yeastar/scenarios.ts";

let world: World;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url } });
});

afterAll(async () => {
  await world.close();
  await dropDatabase();
});

let played = 0;

/** Plays one call to its end and returns the tickets it became. */
async function ticketsOf(name: ScenarioName) {
  const [call] = scenarios[name](world.pbx);
  played += 1;
  await world.settled(played);
  return world.zendesk.tickets().filter((ticket) => ticket.externalId?.endsWith(`:${call?.callId}`));
}

describe("the subject of the ticket, byte for byte", () => {
  test.each<[ScenarioName, string]>([
    ["direct", "Inbound Answered- from <5503309> to Kristin Hale<2005>"],
    ["noAnswer", "Inbound No Answer- from <5503309> to Kristin Hale<2005>"],
    ["directOutbound", "Outbound Answered- from Kristin Hale<2005> to <+442079460123>"],
    ["outboundNoAnswer", "Outbound No Answer- from Kristin Hale<2005> to <+442079460123>"],
  ])("%s: %s", async (name, subject) => {
    const tickets = await ticketsOf(name);
    expect(tickets.map((ticket) => ticket.subject)).toEqual([subject]);
  });
});

describe("every kind of call becomes the ticket that tells what happened", () => {
  test.each<[ScenarioName, string, number]>([
    ["outboundBusy", "Outbound No Answer- from Kristin Hale<2005> to <+442079460123>", 46],
    ["ringGroup", "Inbound Answered- from <5503309> to Marcus Webb<2006>", 45],
    ["queueThreeAgents", "Inbound Answered- from <5503309> to Ana Torres<2007>", 45],
    ["queueMissed", "Inbound No Answer- from <5503309> to Support<6400>", 45],
    ["ivrThenQueue", "Inbound Answered- from <5503309> to Kristin Hale<2005>", 45],
    ["blindTransfer", "Inbound Answered- from <5503309> to Kristin Hale<2005>", 45],
    ["attendedTransfer", "Inbound Answered- from <5503309> to Kristin Hale<2005>", 45],
    ["forwardToMobile", "Inbound No Answer- from <5503309> to Kristin Hale<2005>", 45],
    ["voicemail", "Inbound No Answer- from <5503309> to Kristin Hale<2005>", 44],
    ["busy", "Inbound No Answer- from <5503309> to Kristin Hale<2005>", 45],
    ["callerHangsUpWhileRinging", "Inbound No Answer- from <5503309> to Kristin Hale<2005>", 45],
    ["twoDevicesOneExtension", "Inbound Answered- from <5503309> to Kristin Hale<2005>", 45],
    ["apiDialled", "Outbound Answered- from Kristin Hale<2005> to <+442079460123>", 46],
    ["recordOnly", "Inbound Answered- from <5503309> to Kristin Hale<2005>", 45],
  ])("%s", async (name, subject, viaId) => {
    const tickets = await ticketsOf(name);
    expect(tickets).toMatchObject([{ subject, viaId, via: "voice", isPublic: false, status: "new" }]);
  });

  test("a call between extensions becomes none", async () => {
    expect(await ticketsOf("internal")).toEqual([]);
  });

  test("a withheld caller becomes none, and the call keeps the reason", async () => {
    expect(await ticketsOf("withheld")).toEqual([]);
    const { stdout } = await world.cli(["calls", "list", "--limit", "100"]);
    expect(stdout).toContain("caller_withheld");
  });
});

test("the requester is the caller, and a private comment holds the journal", async () => {
  const [ticket] = await ticketsOf("queueThreeAgents");
  expect(ticket?.requesterId).toBe(world.customer.id);
  const comments = world.zendesk.comments(ticket?.id ?? 0);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.public).toBe(false);
  const lines = comments[0]?.body.split("\n") ?? [];
  expect(lines).toEqual(
    expect.arrayContaining([
      "Direction: Inbound",
      "From: <5503309>",
      "To: Ana Torres<2007>",
      "DID: 1000",
      "Talk time: 2:00",
      "Outcome: Answered",
      "Rang: Kristin Hale<2005>, Marcus Webb<2006>, Ana Torres<2007>",
      "Answered by: Ana Torres<2007>",
    ]),
  );
  expect(lines.find((line) => line.startsWith("Start: "))).toMatch(
    /^Start: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Europe\/Berlin, UTC\+\d\)$/,
  );
  expect(lines.find((line) => line.startsWith("Ring time: "))).toBeDefined();
  expect(lines).toContain("Recording: Listen in Deskline");
});

test("an unknown caller becomes no ticket, and the call keeps the reason", async () => {
  const call = world.pbx.inbound({ from: "+15550100", did: "1000", to: "2005" });
  call.ring("2005");
  call.hangUp();
  played += 1;
  await world.settled(played);
  expect(world.zendesk.tickets().some((ticket) => ticket.externalId?.endsWith(`:${call.callId}`))).toBe(
    false,
  );
  expect((await world.cli(["calls", "list", "--limit", "100"])).stdout).toContain("caller_unknown");
});

test("two people with this number of their own kind become no ticket: nobody is guessed", async () => {
  for (const name of ["Mill One", "Mill Two"])
    world.zendesk.addUser({ name, phone: "+15550199", sharedPhone: true });
  const call = world.pbx.inbound({ from: "+15550199", did: "1000", to: "2005" });
  call.ring("2005");
  call.hangUp();
  played += 1;
  await world.settled(played);
  expect((await world.cli(["calls", "list", "--limit", "100"])).stdout).toContain("caller_ambiguous");
});

test("every decision of a call can be read afterwards", async () => {
  const [ticket] = await ticketsOf("direct");
  const [row] = await world.query<{ id: string }>("select id from calls where ticket_id = $1", [ticket?.id]);
  const { stdout } = await world.cli(["calls", "show", row?.id ?? ""]);
  for (const step of ["settled", "contact", "ticket_opened", "event 30011", "event 30012"])
    expect(stdout).toContain(step);
});

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(world.zendesk.unexpected()).toEqual([]);
  expect(world.pbx.unexpected()).toEqual([]);
});
