import { Problem } from "@deskline/shared/errors";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { createDatabase } from "../support/database.ts";
import { World } from "../world/world.ts";

let world: World;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: database.url }, connect: false });
});
afterAll(() => world.close());

const get = (path: string) => fetch(`${world.service.url}${path}`);

test("the service says that it lives and is ready", async () => {
  const [health, ready] = await Promise.all([get("/healthz"), get("/readyz")]);
  expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: "ready", database: true, queue: true });
});

test("metrics are in Prometheus' format, and hold no number, name or key", async () => {
  const answer = await get("/metrics");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  for (const name of ["pbx_events_total", "pbx_refusals_total", "jobs_total", "pbx_subscriptions"])
    expect(text).toContain(`# TYPE deskline_${name} `);
  expect(text).toContain("deskline_process_resident_memory_bytes");
  const key = new URL(world.webhookUrl).pathname.split("/")[2] ?? "no key";
  expect(text).not.toContain(key);
});

const OpenApi = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(
      z.enum(["get", "post", "put", "delete", "patch"]),
      z.object({
        summary: z.string().min(1),
        responses: z.record(
          z.string().regex(/^([1-5]\d\d|default)$/),
          z.looseObject({ description: z.string().min(1) }),
        ),
        parameters: z
          .array(z.looseObject({ name: z.string(), in: z.enum(["path", "query", "header"]) }))
          .optional(),
      }),
    ),
  ),
});

describe("the API's description", () => {
  test("is OpenAPI 3.1 and lists every path there is, those of the console aside", async () => {
    const answer = await get("/openapi.json");
    expect(answer.status).toBe(200);
    const document = OpenApi.parse(await answer.json());
    const others = Object.keys(document.paths).filter((path) => !path.startsWith("/api/admin/"));
    expect(others.sort()).toEqual([
      "/api/app/calls",
      "/api/app/calls/{id}",
      "/api/app/calls/{id}/contact",
      "/api/app/calls/{id}/control",
      "/api/app/calls/{id}/form",
      "/api/app/calls/{id}/note",
      "/api/app/calls/{id}/pop",
      "/api/app/calls/{id}/pop/failed",
      "/api/app/calls/{id}/recordings/{index}/link",
      "/api/app/calls/{id}/ticket",
      "/api/app/dial",
      "/api/app/dial/preview",
      "/api/app/directory",
      "/api/app/live",
      "/api/app/me",
      "/api/app/missed/seen",
      "/api/app/people",
      "/api/app/recordings/{token}",
      "/api/app/session",
      "/api/app/settings",
      "/healthz",
      "/metrics",
      "/oauth/zendesk/callback",
      "/pbx/{integrationKey}/events",
      "/readyz",
      "/recordings/{callId}",
      "/recordings/{callId}/sign-in",
      "/zendesk-app/{integrationKey}/{location}",
      "/zendesk/{integrationKey}/events",
    ]);
    const webhook = document.paths["/pbx/{integrationKey}/events"]?.post;
    expect(Object.keys(webhook?.responses ?? {}).sort()).toEqual([
      "200",
      "202",
      "400",
      "401",
      "404",
      "413",
      "422",
      "503",
    ]);
  });

  test("every reference in it leads somewhere, and each placeholder of a path is described", async () => {
    const text = await (await get("/openapi.json")).text();
    const document: unknown = JSON.parse(text);
    for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = (pointer ?? "")
        .split("/")
        .reduce<unknown>((at, key) => z.record(z.string(), z.unknown()).parse(at)[key], document);
      expect([pointer, typeof found]).toEqual([pointer, "object"]);
    }
    for (const [path, methods] of Object.entries(OpenApi.parse(document).paths)) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        for (const operation of Object.values(methods)) {
          expect(operation.parameters ?? []).toContainEqual(
            expect.objectContaining({ name, in: "path", required: true }),
          );
        }
      }
    }
  });
});

describe("an address that is none", () => {
  test.each([
    "/",
    "/nothing",
    "/pbx",
    "/oauth/zendesk",
    "/metrics/",
    "/%00",
    "/%E0%A4%A",
    "/..%2f..%2fetc/passwd",
  ])("%s is answered with a problem that carries the request's identifier", async (path) => {
    const answer = await get(path);
    const problem = Problem.parse(await answer.json());
    expect([answer.status, problem.code]).toEqual([404, "not_found"]);
    expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get("x-request-id")).toBe(problem.requestId);
  });

  test.each(["POST", "DELETE"])("%s /healthz is answered with a problem", async (method) => {
    const answer = await fetch(`${world.service.url}/healthz`, { method });
    expect([404, 405]).toContain(answer.status);
    expect(Problem.parse(await answer.json()).requestId).toBe(answer.headers.get("x-request-id"));
  });

  test("two requests have two identifiers, whatever the client sends", async () => {
    const headers = { "x-request-id": "mine" };
    const answers = await Promise.all([1, 2].map(() => fetch(`${world.service.url}/nothing`, { headers })));
    const ids = answers.map((answer) => answer.headers.get("x-request-id"));
    expect(new Set([...ids, "mine"]).size).toBe(3);
  });
});

test("SIGTERM ends the service with 0, though a client keeps its connection open", async () => {
  await get("/healthz");
  expect(await world.service.stop()).toBe(0);
  expect(world.service.output()).toContain('"msg":"stopping"');
  expect(world.service.output()).not.toMatch(/"level":(50|60)/);
});
