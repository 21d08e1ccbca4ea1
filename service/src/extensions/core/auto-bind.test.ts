import { assert, array, constantFrom, integer, property, record, uniqueArray } from "fast-check";
import { expect, test } from "vitest";
import { autoBind } from "./auto-bind.ts";

const agent = (id: number, name: string, email: string | null = null) => ({ id, name, email });
const extension = (number: string, name: string, email: string | null = null) => ({ number, name, email });

test.each([
  ["kristin@example.com", "KRISTIN@Example.COM"],
  [" kristin@example.com", "kristin@example.com\t"],
])("%j and %j are the same address", (ofAgent, ofExtension) => {
  const found = autoBind([agent(1, "K", ofAgent)], [extension("2005", "", ofExtension)], []);
  expect(found).toEqual({ bind: [{ agentId: 1, extension: "2005" }], suggest: [], shared: [] });
});

test.each([null, "", "  "])("no address (%j) is the same as no other", (email) => {
  expect(autoBind([agent(1, "A", email)], [extension("1", "B", email)], [])).toEqual({
    bind: [],
    suggest: [],
    shared: [],
  });
});

test("an address of two agents binds neither, and is told", () => {
  const agents = [agent(1, "A", "desk@example.com"), agent(2, "B", "Desk@example.com")];
  expect(autoBind(agents, [extension("2005", "Desk", "desk@example.com")], [])).toEqual({
    bind: [],
    suggest: [],
    shared: [{ email: "desk@example.com", agentIds: [1, 2], extensions: ["2005"] }],
  });
});

test("an address of two extensions binds neither, also when one of them is bound already", () => {
  const extensions = [extension("2005", "", "a@example.com"), extension("2006", "", "a@example.com")];
  const found = autoBind([agent(1, "A", "a@example.com"), agent(2, "B")], extensions, [
    { agentId: 2, extension: "2005" },
  ]);
  expect(found.bind).toEqual([]);
  expect(found.shared).toEqual([{ email: "a@example.com", agentIds: [1], extensions: ["2005", "2006"] }]);
});

test("a shared address is not told once nobody of it is without", () => {
  const agents = [agent(1, "A", "a@example.com"), agent(2, "B", "a@example.com")];
  const bound = [{ agentId: 1, extension: "2005" }];
  expect(autoBind(agents, [extension("2005", "", "a@example.com")], bound).shared).toEqual([]);
});

test.each([
  ["Kristin Hale", "Hale, Kristin"],
  ["José Núñez", "NUNEZ jose"],
  ["王 小明", "小明 王"],
])("%s and %s are the same name, which is suggested and not bound", (ofAgent, ofExtension) => {
  const found = autoBind([agent(1, ofAgent)], [extension("2005", ofExtension)], []);
  expect(found).toEqual({ bind: [], suggest: [{ agentId: 1, extension: "2005" }], shared: [] });
});

test("a name that two have is no suggestion", () => {
  const agents = [agent(1, "Kim Lee"), agent(2, "Lee Kim")];
  expect(autoBind(agents, [extension("2005", "Kim Lee")], []).suggest).toEqual([]);
});

test("what is bound stays as it is, and is not given again", () => {
  const found = autoBind(
    [agent(1, "A", "a@example.com"), agent(2, "B", "b@example.com")],
    [extension("1", "A", "a@example.com"), extension("2", "B", "b@example.com")],
    [{ agentId: 1, extension: "2" }],
  );
  expect(found).toEqual({ bind: [], suggest: [], shared: [] });
});

const words = constantFrom("", "ana", "Ana", "bo", " BO ", "çem", "ana bo", "bo, ana");
const emails = constantFrom(null, "", "a@x.example", "A@x.example ", "b@x.example", "c@x.example");
const agentsOf = uniqueArray(record({ id: integer({ min: 1, max: 9 }), name: words, email: emails }), {
  selector: ({ id }) => id,
});
const extensionsOf = uniqueArray(
  record({ number: constantFrom("1", "2", "3", "4", "5", "6"), name: words, email: emails }),
  { selector: ({ number }) => number },
);
const pairs = array(
  record({ agentId: integer({ min: 1, max: 9 }), extension: constantFrom("1", "2", "3", "4", "5", "6") }),
  { maxLength: 4 },
);

test("no extension and no agent is ever given twice, whoever is there and whatever is bound", () => {
  assert(
    property(agentsOf, extensionsOf, pairs, (agents, extensions, bound) => {
      const { bind, suggest } = autoBind(agents, extensions, bound);
      const made = [...bind, ...suggest];
      for (const side of ["agentId", "extension"] as const) {
        const given = made.map((pair) => pair[side]);
        expect(new Set(given).size).toBe(given.length);
        const before = new Set<string | number>(bound.map((pair) => pair[side]));
        expect(given.filter((one) => before.has(one))).toEqual([]);
      }
      for (const pair of made) {
        expect(agents.some(({ id }) => id === pair.agentId)).toBe(true);
        expect(extensions.some(({ number }) => number === pair.extension)).toBe(true);
      }
    }),
  );
});

test("the order in which people and extensions are read changes nothing", () => {
  const sorted = ({ bind, suggest }: ReturnType<typeof autoBind>) =>
    [bind, suggest].map((side) => side.map((pair) => JSON.stringify(pair)).toSorted());
  assert(
    property(agentsOf, extensionsOf, pairs, (agents, extensions, bound) => {
      const there = autoBind(agents, extensions, bound);
      const back = autoBind(agents.toReversed(), extensions.toReversed(), bound.toReversed());
      expect(sorted(back)).toEqual(sorted(there));
    }),
  );
});
