import { expect, test } from "vitest";
import { mayReach, type Involved, type Reaching } from "./reach.ts";

const ticket: Involved = { people: [1, 2], groupId: 10, organizationId: 20 };
const agent: Reaching = { agentId: 9, restriction: null, groupIds: [10], organizationId: 20 };

test.each<[string, Partial<Reaching>, Partial<Involved>, boolean]>([
  ["without restriction", {}, {}, true],
  ["who takes part in it", { restriction: "assigned" }, { people: [9] }, true],
  ["with assigned tickets only", { restriction: "assigned" }, {}, false],
  ["of its group", { restriction: "groups" }, {}, true],
  ["of another group", { restriction: "groups", groupIds: [11] }, {}, false],
  ["with groups, and it has none", { restriction: "groups" }, { groupId: null }, false],
  ["of its organization", { restriction: "organization" }, {}, true],
  ["of another organization", { restriction: "organization", organizationId: 21 }, {}, false],
  [
    "without organization, and it has none",
    { restriction: "organization", organizationId: null },
    { organizationId: null },
    false,
  ],
  ["with a restriction that is not known", { restriction: "something new" }, {}, false],
])("an agent %s", (_what, differs, of, expected) => {
  expect(mayReach({ ...agent, ...differs }, { ...ticket, ...of })).toBe(expected);
});
