import { expect, test } from "vitest";
import { z } from "zod";
import { Refused, Unreachable } from "../../api/problem.ts";
import { createReachability } from "../../api/reachability.ts";
import { createServerClock } from "../../api/server-clock.ts";
import { createConsoleApi, TooSoon } from "./console-api.ts";
import { cookieCredentials } from "./credentials.ts";
import { createGate } from "./gate.ts";

const fine = z.object({ ok: z.boolean() });

function world(answer: (asked: Request, count: number) => Response) {
  const asked: Request[] = [];
  const gate = createGate();
  const reachability = createReachability(() => 0);
  const api = createConsoleApi({
    credentials: cookieCredentials(gate),
    reachability,
    clock: createServerClock(() => 0),
    fetch: async (input, init) => {
      const request = new Request(new URL(input as string, "http://console.test"), init);
      asked.push(request);
      return Promise.resolve(answer(request, asked.length));
    },
  });
  return { api, gate, asked, reachability };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, message: "in words", requestId: "r-1" }, { status, headers });

test("what is sent while the session is over waits for the log-in and is sent again, unchanged", async () => {
  const { api, gate, asked } = world((_, count) =>
    count === 1 ? problem(401, "session_over") : Response.json({ ok: true }),
  );
  const closed = new Promise<void>((resolve) => gate.subscribe(resolve));
  const saving = api.send("PUT", "integrations/1/pbx", { clientId: "typed" }, fine, "key-1");
  await closed;
  expect(gate.closed()).toBe(true);
  gate.open();
  await expect(saving).resolves.toEqual({ ok: true });
  expect(gate.closed()).toBe(false);
  const bodies = await Promise.all(asked.map((request) => request.text()));
  expect(bodies).toEqual(['{"clientId":"typed"}', '{"clientId":"typed"}']);
  expect(asked.map((request) => request.headers.get("idempotency-key"))).toEqual(["key-1", "key-1"]);
});

test("a wrong password is an answer, and nothing waits", async () => {
  const { api, gate } = world(() => problem(401, "password_wrong"));
  await expect(api.send("POST", "session", {}, fine)).rejects.toMatchObject({ code: "password_wrong" });
  expect(gate.closed()).toBe(false);
});

test("being throttled says for how long", async () => {
  const { api } = world(() => problem(429, "too_many", { "retry-after": "90" }));
  const refusal = api.send("POST", "session", {}, fine);
  await expect(refusal).rejects.toBeInstanceOf(TooSoon);
  await expect(refusal).rejects.toMatchObject({ retryAfterMs: 90_000, requestId: "r-1" });
});

test("no answer is told apart from a refusal", async () => {
  const { api, reachability } = world((_, count) => {
    if (count === 1) throw new TypeError("network");
    return problem(404, "integration_unknown");
  });
  await expect(api.get("integrations", fine)).rejects.toBeInstanceOf(Unreachable);
  expect(reachability.lostSince()).not.toBeNull();
  await expect(api.get("integrations", fine)).rejects.toBeInstanceOf(Refused);
  expect(reachability.lostSince()).toBeNull();
});

test("a file keeps the name that the service gives it", async () => {
  const { api } = world(
    () => new Response("a,b", { headers: { "content-disposition": 'attachment; filename="audit.csv"' } }),
  );
  const { name, content } = await api.download("audit.csv");
  expect([name, await content.text()]).toEqual(["audit.csv", "a,b"]);
});
