import { expect, test } from "vitest";
import { typedSince } from "./use-draft.ts";

test("what was typed while it was saved stays, and what was sent does not", () => {
  const sent = { name: "PBX", secret: "one" };
  expect(typedSince(sent, { name: "PBX", secret: "one" })).toEqual({});
  expect(typedSince(sent, { name: "PBX", secret: "two" })).toEqual({ secret: "two" });
  expect(typedSince(sent, { ...sent, url: "https://pbx" })).toEqual({ url: "https://pbx" });
});
