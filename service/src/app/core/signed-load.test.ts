import fc from "fast-check";
import { expect, test } from "vitest";
import { readClaims } from "./signed-load.ts";

const now = 1_800_000_000_000;
const nowS = now / 1000;
const expected = { subdomain: "acme", installationId: 42 };
const right = {
  iss: "acme.zendesk.com",
  aud: "https://acme.zendesk.com/api/v2/apps/installations/42.json",
  sub: "https://acme.zendesk.com/api/v2/users/7.json",
  iat: nowS,
  nbf: nowS,
  exp: nowS + 300,
};

test("what Zendesk says is believed", () => {
  expect(readClaims(right, expected, now)).toEqual({ kind: "agent", agentId: 7 });
  expect(readClaims({ ...right, sub: "https://acme.zendesk.com/api/v2/users/7" }, expected, now)).toEqual({
    kind: "agent",
    agentId: 7,
  });
});

test("none of the claims may be anything else", () => {
  const claim = fc.constantFrom("iss", "aud", "sub", "iat", "nbf", "exp");
  fc.assert(
    fc.property(claim, fc.oneof(fc.anything(), fc.string()), (name, value) => {
      fc.pre(value !== right.iss && !(typeof value === "number" && Math.abs(value - nowS) < 1000));
      expect(readClaims({ ...right, [name]: value }, expected, now).kind).toBe("refused");
    }),
  );
});

test("no payload makes it throw or let somebody in", () => {
  fc.assert(
    fc.property(fc.anything(), (payload) => {
      expect(readClaims(payload, expected, now).kind).toBe("refused");
    }),
  );
});

test.each([
  [{ exp: nowS + 600 }, "agent"],
  [{ exp: nowS + 601 }, "refused"],
  [{ iat: nowS - 359, nbf: nowS - 359, exp: nowS - 59 }, "agent"],
  [{ iat: nowS - 360, nbf: nowS - 360, exp: nowS - 60 }, "refused"],
  [{ iat: nowS + 60, nbf: nowS + 60 }, "agent"],
  [{ iat: nowS + 61 }, "refused"],
  [{ nbf: nowS + 61 }, "refused"],
  [{ nbf: nowS - 400 }, "refused"],
])("%j: %s", (times, kind) => {
  expect(readClaims({ ...right, ...times }, expected, now).kind).toBe(kind);
});
