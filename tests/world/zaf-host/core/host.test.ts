import { beforeEach, describe, expect, test } from "vitest";
import { createHost, HostError, type Host } from "./host.ts";

/** Frames `a` and `b` without a page: what is posted to them is kept. */
let host: Host;
let posted: [to: string, message: unknown][];
let unexpected: string[];

beforeEach(() => {
  posted = [];
  unexpected = [];
  host = createHost({
    post: (guid, message) => void posted.push([guid, message]),
    registration: (guid) =>
      ["a", "b"].includes(guid) ? { metadata: { appId: 1 }, context: { instanceGuid: guid } } : null,
    isActive: (guid) => guid === "a",
    unexpected: (guid, what) => void unexpected.push(`${guid}: ${what}`),
    async read(guid, path) {
      if (path === "whose") return guid;
      throw new HostError("unavailable");
    },
    async write() {
      throw new HostError("cannot be set here");
    },
    act: async (_guid, name, args) => (name === "resize" ? undefined : [name, args]),
    request: async (_guid, { url }) => ({ ok: url === "/good", args: [{ url }] }),
  });
});

function say(from: string, message: Record<string, unknown>): Promise<void> {
  const { about = from, ...rest } = message;
  return host.receive(from, JSON.stringify({ ...rest, appGuid: from, instanceGuid: about }));
}

const handshake = (from: string) => say(from, { key: "iframe.handshake", message: { version: "2" } });
const on = (from: string, event: string, more: object = {}) =>
  say(from, { key: `iframe.on:${event}`, message: { subscriberCount: 1 }, ...more });

/** What was posted since it was last asked. */
function news(): [string, unknown][] {
  return posted.splice(0);
}

describe("registration", () => {
  test("a handshake is answered once, and the visible frame is activated", async () => {
    await handshake("a");
    await handshake("b");
    const message = (guid: string) => ({ metadata: { appId: 1 }, context: { instanceGuid: guid } });
    expect(news()).toEqual([
      ["a", { key: "zaf.app.registered", message: message("a") }],
      ["a", { key: "zaf.app.activated", message: { firstLoad: true } }],
      ["b", { key: "zaf.app.registered", message: message("b") }],
    ]);
  });

  test("a new document in the frame registers anew, and what the old one subscribed to is gone", async () => {
    await handshake("b");
    await on("b", "ring");
    await handshake("b");
    news();
    host.emit("b", "ring", 1);
    expect(news()).toEqual([]);
  });

  test("nothing is taken before the handshake, nor from a frame that is gone", async () => {
    await on("a", "ring");
    await handshake("a");
    host.forget("a");
    await on("a", "ring");
    expect(unexpected).toEqual(["a: subscribe before the handshake", "a: subscribe before the handshake"]);
  });
});

describe("calls", () => {
  beforeEach(async () => {
    await handshake("a");
    await handshake("b");
    news();
  });

  test("names that fail are errors beside those that do not", async () => {
    await say("a", { id: 1, request: "get", params: ["whose", "ticket.nothing"] });
    const error = { name: "Error", message: "unavailable", path: "ticket.nothing" };
    expect(news()).toEqual([["a", { id: 1, result: { whose: "a", errors: { "ticket.nothing": error } } }]]);
  });

  test("a call about another instance is carried out there, and answered here", async () => {
    await say("a", { id: 2, request: "get", params: ["whose"], about: "b" });
    expect(news()).toEqual([["a", { id: 2, result: { whose: "b", errors: {} } }]]);
  });

  test("a call about an instance that is not fails as a whole", async () => {
    await say("a", { id: 3, request: "get", params: ["whose"], about: "c" });
    expect(news()).toMatchObject([["a", { id: 3, error: { message: "there is no instance c" } }]]);
  });

  test("actions answer with what they return, or true", async () => {
    await say("a", { id: 4, request: "invoke", params: { resize: [{ height: "1px" }], pick: ["x"] } });
    expect(news()).toEqual([["a", { id: 4, result: { resize: true, pick: ["pick", ["x"]], errors: {} } }]]);
  });

  test("what cannot be set is an error under its name", async () => {
    await say("a", { id: 5, request: "set", params: { "ticket.id": 1 } });
    expect(news()).toMatchObject([
      ["a", { result: { errors: { "ticket.id": { message: "cannot be set here" } } } }],
    ]);
  });

  test.each([
    ["/good", "done"],
    ["/bad", "fail"],
  ])("a request to %s is %s", async (url, end) => {
    await on("a", "request:1.done");
    await on("a", "request:1.fail");
    await say("a", { key: "request:1", message: { url } });
    expect(news()).toEqual([["a", { key: `zaf.request:1.${end}`, message: { responseArgs: [{ url }] } }]]);
  });
});

describe("events", () => {
  beforeEach(async () => {
    await handshake("a");
    await handshake("b");
    news();
  });

  test("those who listen from elsewhere are told whose event it is", async () => {
    await on("a", "dial");
    await on("b", "dial", { about: "a" });
    await say("b", { key: "iframe.trigger:dial", message: { number: "1" }, about: "a" });
    expect(news()).toEqual([
      ["a", { key: "zaf.dial", message: { number: "1" } }],
      ["b", { key: "zaf.dial", message: { number: "1" }, instanceGuid: "a" }],
    ]);
  });

  test("a subscription ends with its last handler", async () => {
    await on("a", "dial");
    await say("a", { key: "iframe.off:dial", message: { subscriberCount: 1 } });
    host.emit("a", "dial");
    expect(news()).toHaveLength(1);
    await say("a", { key: "iframe.off:dial", message: { subscriberCount: 0 } });
    host.emit("a", "dial");
    expect(news()).toEqual([]);
  });

  test("a hook waits for everybody, and one refusal decides", async () => {
    await on("a", "ticket.save");
    await on("b", "ticket.save", { about: "a" });
    const asked = host.ask("a", "ticket.save");
    expect(news()).toMatchObject([
      ["a", { key: "zaf.ticket.save", needsReply: true }],
      ["b", { key: "zaf.ticket.save", needsReply: true, instanceGuid: "a" }],
    ]);
    await host.receive("a", { appGuid: "a", key: "iframe.reply:ticket.save" });
    await host.receive("b", { appGuid: "b", key: "iframe.reply:ticket.save", error: { msg: "Not yet" } });
    expect(await asked).toEqual({ allowed: false, why: "Not yet" });
  });

  test("a hook that nobody has is granted, and a frame that goes holds up nothing", async () => {
    expect(await host.ask("a", "ticket.save")).toEqual({ allowed: true });
    await on("a", "ticket.save");
    const asked = host.ask("a", "ticket.save");
    host.forget("a");
    expect(await asked).toEqual({ allowed: true });
  });

  test("what the SDK would not say is noted", async () => {
    await host.receive("a", "hello");
    await host.receive("a", { key: "iframe.on:ring", message: { subscriberCount: 1 } });
    await host.receive("a", JSON.stringify({ key: "iframe.reply:ticket.save" }));
    await host.receive("a", { key: "iframe.reply:ticket.save" });
    await say("a", { key: "hello" });
    await say("a", { key: "session.live" });
    expect(unexpected).toEqual([
      "a: neither JSON nor an object",
      "a: an object instead of text for iframe.on:ring",
      "a: a reply as text",
      "a: a reply to ticket.save, which was not asked",
      "a: unknown key hello",
    ]);
  });
});
