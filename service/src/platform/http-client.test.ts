import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { GatewayError } from "./gateway-error.ts";
import { retryAfterMs, sendRequest } from "./http-client.ts";

const now = Date.parse("2026-09-21T12:00:00Z");
let server: Server | null = null;

afterEach(async () => {
  if (server === null) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  server = null;
});

async function listen(handle: RequestListener): Promise<string> {
  server = createServer(handle);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${String(address.port)}/`;
}

const ask = (url: string, timeoutMs = 2000) =>
  sendRequest("Test", { method: "POST", url, headers: {}, timeoutMs, body: "x" });

async function failureOf(url: string, timeoutMs?: number): Promise<GatewayError> {
  try {
    await ask(url, timeoutMs);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error("there was an answer");
}

describe("Retry-After", () => {
  test.each([
    [null, null],
    ["0", 0],
    ["93", 93_000],
    [" 93 ", 93_000],
    ["1.5", 1500],
    ["Mon, 21 Sep 2026 12:01:00 GMT", 60_000],
    ["Mon, 21 Sep 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["", null],
  ])("%j is %s ms", (value, ms) => {
    const headers = new Headers(value === null ? {} : { "Retry-After": value });
    expect(retryAfterMs(headers, now)).toBe(ms);
  });
});

describe("a request", () => {
  test("takes any answer as an answer, and follows no redirect", async () => {
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 302 : 500, { location: "/elsewhere", "x-told": "yes" }).end("words");
    });
    expect(await ask(url)).toMatchObject({ status: 302, text: "words" });
    const answer = await ask(url);
    expect([answer.status, answer.headers.get("x-told"), asked]).toEqual([500, "yes", 2]);
  });

  test("that nobody could have received is known as such", async () => {
    const url = await listen(() => undefined);
    const closed = server === null ? null : once(server, "close");
    server?.close();
    await closed;
    server = null;
    const error = await failureOf(url);
    expect(error.failure).toEqual({ kind: "unreachable", detail: "ECONNREFUSED" });
    expect(error.ambiguous).toBe(false);
    const unknown = await failureOf("http://nobody.invalid/");
    expect([unknown.failure.kind, unknown.ambiguous]).toEqual(["unreachable", false]);
  });

  test("whose answer was lost may have been applied", async () => {
    const url = await listen((request) => request.on("end", () => request.socket.destroy()).resume());
    const error = await failureOf(url);
    expect([error.failure.kind, error.ambiguous]).toEqual(["unreachable", true]);
  });

  test("whose answer breaks off may have been applied", async () => {
    const url = await listen((request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => request.socket.destroy());
    });
    const error = await failureOf(url);
    expect([error.failure.kind, error.ambiguous]).toEqual(["unreachable", true]);
  });

  test("is not waited for longer than told", async () => {
    const url = await listen(() => undefined);
    const error = await failureOf(url, 50);
    expect(error.failure).toEqual({ kind: "unreachable", detail: "no answer in time" });
    expect(error.ambiguous).toBe(true);
  });
});
