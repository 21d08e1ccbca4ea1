import { expect, test } from "vitest";
import { changedPaths, valueAt } from "./paths.ts";

const tree = {
  ticket: { id: 7, requester: { name: "Ada", identities: [{ value: "1" }] }, "customField:x": 2 },
};

test.each([
  ["ticket.id", 7],
  ["ticket.requester.identities.0.value", "1"],
  ["ticket.requester.identities.1.value", undefined],
  ["ticket.customField:x", 2],
  ["ticket.toString", undefined],
  ["user", undefined],
])("%s is %s", (path, value) => {
  expect(valueAt(tree, path)).toBe(value);
});

test("changes are named as deep as they are, lists as a whole", () => {
  const after = { id: 7, requester: { name: "Bo", identities: [] }, "customField:x": 2 };
  expect(changedPaths(tree.ticket, after, "ticket")).toEqual([
    "ticket.requester.name",
    "ticket.requester.identities",
  ]);
});

test("who comes or goes changes all that they bring along", () => {
  const ada = { id: 1, name: "Ada" };
  const paths = ["requester.id", "requester.name"];
  expect(changedPaths(null, ada, "requester")).toEqual(paths);
  expect(changedPaths(ada, null, "requester")).toEqual(paths);
  expect(changedPaths(null, null, "requester")).toEqual([]);
});
