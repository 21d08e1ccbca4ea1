import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GatewayError, type GatewayFailure } from "../platform/gateway-error.ts";
import { refreshPair } from "./oauth.ts";

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

let answer: Answer;
let baseUrl = "";
const server = createServer((request, response) => {
  request.resume();
  const { status, body = "", headers = {} } = answer;
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;
});
afterAll(() => {
  server.close();
});

async function failureAfter(given: Answer): Promise<GatewayFailure | undefined> {
  answer = given;
  const client = { baseUrl, clientId: "deskline", clientSecret: "x" };
  const error: unknown = await refreshPair(client, "r").catch((reason: unknown) => reason);
  return error instanceof GatewayError ? error.failure : undefined;
}

const html = "<!DOCTYPE html><html><body><h1>Not here</h1></body></html>";

describe("only the endpoint's own refusal means that the grant is dead", () => {
  test.each([
    [400, "invalid_grant"],
    [401, "invalid_client"],
    [400, "invalid_client"],
    [400, "unauthorized_client"],
    [401, "invalid_grant"],
    [400, "invalid_scope"],
  ])("%i %s", async (status, error) => {
    const failure = await failureAfter({ status, body: { error, error_description: "x" } });
    expect(failure).toEqual({
      kind: "unauthorized",
      detail: expect.stringContaining(error) as string,
      code: error,
    });
  });

  test.each<[string, Answer]>([
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example/" } }],
    ["a page with 400", { status: 400, body: html }],
    ["a page with 401", { status: 401, body: html }],
    ["400 with an error of another kind", { status: 400, body: { error: "temporarily_unavailable" } }],
    ["401 without a body", { status: 401 }],
    ["403 without a refusal", { status: 403, body: { error: { title: "Forbidden", message: "x" } } }],
    ["404", { status: 404, body: { error: "RecordNotFound", description: "x" } }],
    ["408", { status: 408 }],
    ["409", { status: 409 }],
    ["500 with a refusal in it", { status: 500, body: { error: "invalid_grant" } }],
    ["502", { status: 502, body: "Bad Gateway" }],
    ["a page of maintenance", { status: 503, body: html }],
    ["a page instead of tokens", { status: 200, body: html }],
    ["other JSON instead of tokens", { status: 201, body: { hello: "world" } }],
  ])("%s passes", async (_, given) => {
    expect(await failureAfter(given)).toMatchObject({ kind: "unavailable", status: given.status });
  });

  test("a pause that is asked for is kept", async () => {
    const headers = { "retry-after": "93" };
    expect(await failureAfter({ status: 429, headers })).toEqual({
      kind: "rate_limited",
      retryAfterMs: 93_000,
    });
    expect(await failureAfter({ status: 503, headers })).toMatchObject({ retryAfterMs: 93_000 });
  });
});
