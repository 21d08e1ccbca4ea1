import { expect, test } from "vitest";
import { z } from "zod";
import { createApi } from "./api.ts";
import { isPassing, Refused, SessionOver, Unreachable } from "./problem.ts";
import { createReachability } from "./reachability.ts";
import { createServerClock } from "./server-clock.ts";
import { createSession } from "./session.ts";

type Asked = { path: string; token: string | null };

/** The app's API as these answers make it; the session lasts 10 s. */
function world(answer: (asked: Asked, count: number) => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const clock = { now: 0 };
  const fetcher: typeof fetch = async (input, init) => {
    const one = {
      path: input instanceof Request ? input.url : input.toString(),
      token: new Headers(init?.headers).get("authorization"),
    };
    asked.push(one);
    return answer(one, asked.length);
  };
  const reachability = createReachability(() => clock.now);
  const session = createSession({ token: "first", expiresInMs: 10_000 }, fetcher, () => clock.now);
  return {
    asked,
    clock,
    reachability,
    api: createApi({ session, reachability, clock: createServerClock(() => clock.now), fetch: fetcher }),
  };
}

const fine = z.object({ ok: z.boolean() });
const renewed = () => Response.json({ token: "second", expiresInMs: 10_000 });
const problem = (status: number, code: string) =>
  Response.json({ code, message: "in words", requestId: "r-1" }, { status });

test("the token is renewed ahead of time, once for all who ask", async () => {
  const { api, asked, clock } = world(({ path }) =>
    path.endsWith("/session") ? renewed() : Response.json({ ok: true }),
  );
  clock.now = 8_500;
  await Promise.all([api.get("me", fine), api.get("calls", fine), api.get("directory", fine)]);
  expect(asked.map(({ path, token }) => `${path} ${token}`)).toEqual([
    "/api/app/session Bearer first",
    "/api/app/me Bearer second",
    "/api/app/calls Bearer second",
    "/api/app/directory Bearer second",
  ]);
});

test("a token that is refused is renewed and the request made again", async () => {
  const { api, asked } = world(({ path, token }) => {
    if (path.endsWith("/session")) return renewed();
    return token === "Bearer second" ? Response.json({ ok: true }) : problem(401, "session_wrong");
  });
  await expect(api.get("me", fine)).resolves.toEqual({ ok: true });
  expect(asked).toHaveLength(3);
});

test("a session that cannot be renewed is over, and nobody asks again", async () => {
  const { api, asked, reachability } = world(() => problem(401, "session_over"));
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(SessionOver);
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(SessionOver);
  expect(asked).toHaveLength(2);
  expect(reachability.over()).toBe(true);
});

test.each([
  [503, Unreachable],
  [500, Refused],
  [429, Refused],
])("while renewing is answered with %d, the token is used to its end", async (status, kind) => {
  const { api, clock, reachability } = world(({ path }) =>
    path.endsWith("/session") ? new Response("", { status }) : Response.json({ ok: true }),
  );
  clock.now = 9_000;
  await expect(api.get("me", fine)).resolves.toEqual({ ok: true });
  clock.now = 10_000;
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(kind);
  expect(reachability.over()).toBe(false);
});

test("a refusal carries its code and the request's id", async () => {
  const { api, reachability } = world(() => problem(409, "call_over"));
  const refusal = api.send("POST", "calls/1/control", { action: "hold" }, fine);
  await expect(refusal).rejects.toMatchObject({ code: "call_over", status: 409, requestId: "r-1" });
  await expect(refusal).rejects.toBeInstanceOf(Refused);
  expect(reachability.lostSince()).toBeNull();
});

test("a service that cannot reach the PBX or Zendesk is there itself, and says so", async () => {
  const { api, reachability } = world(() => problem(503, "pbx_unreachable"));
  const refusal = api.send("POST", "dial", { number: "5503309" }, fine);
  await expect(refusal).rejects.toMatchObject({ name: "Refused", code: "pbx_unreachable", status: 503 });
  expect(reachability.lostSince()).toBeNull();
});

test("what a moment can change is tried again, another refusal is not", () => {
  const passing = (error: unknown) => isPassing(error);
  expect(
    [500, 502, 503, 429, 400, 401, 404, 409].filter((status) => passing(new Refused(status, "x", "", null))),
  ).toEqual([500, 502, 503, 429]);
  expect([passing(new Unreachable("No answer")), passing(new SessionOver("over"))]).toEqual([true, false]);
});

test("what is shown is old since the last answer", async () => {
  const { api, clock, reachability } = world((_, count) => {
    if (count === 2) throw new TypeError("network");
    return count === 3 ? new Response("<html>", { status: 502 }) : Response.json({ ok: true });
  });
  clock.now = 1_000;
  await api.get("me", fine);
  clock.now = 2_000;
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(Unreachable);
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(Unreachable);
  expect(reachability.lostSince()).toBe(1_000);
  await api.get("me", fine);
  expect(reachability.lostSince()).toBeNull();
});

test("an answer that is not as agreed is an error, no data", async () => {
  const { api } = world(() => Response.json({ ok: "yes" }));
  await expect(api.get("me", fine)).rejects.toBeInstanceOf(z.ZodError);
});
