import { expect, test } from "vitest";
import type { TicketChange } from "./changes.ts";
import { changeWithout, triesWithout } from "./refused-change.ts";

const bare: TicketChange = {
  public: false,
  subject: "Inbound Answered",
  assigneeId: null,
  groupId: null,
  tags: [],
  removedTags: [],
  customFields: [],
  solve: false,
  voice: null,
  uploads: [],
};
const assigned = { ...bare, assigneeId: 7, groupId: 70, tags: ["a"] };
const filled = { ...assigned, customFields: [{ id: 1, value: "83" }] };
const withFile = { ...assigned, uploads: ["token"] };
const voice = { from: "", to: "", startedAt: 0, durationMs: 0, answeredById: null };
const full = { ...filled, removedTags: ["b"], uploads: ["token"], voice };

test.each<[string, TicketChange, string[] | undefined, string[]]>([
  [
    "an assignee",
    filled,
    ["assignee"],
    ["assignee", "assignee custom_fields", "assignee tags custom_fields"],
  ],
  ["the group of an assignee", assigned, ["group"], ["assignee", "assignee tags"]],
  [
    "who solves, who may not be in the group",
    { ...assigned, solve: true },
    ["assignee"],
    ["group", "assignee status", "assignee tags status"],
  ],
  [
    "who solves, beside tags",
    { ...assigned, solve: true },
    ["assignee", "tags"],
    ["group tags", "assignee tags status"],
  ],
  [
    "who solves what is in no group",
    { ...assigned, groupId: null, solve: true },
    ["assignee"],
    ["assignee status", "assignee tags status"],
  ],
  ["tags that go", { ...bare, removedTags: ["b"] }, ["tags"], ["tags"]],
  ["fields without a name", filled, ["base"], ["custom_fields", "assignee tags custom_fields"]],
  ["a field by its number", filled, ["20417100000413"], ["custom_fields", "assignee tags custom_fields"]],
  ["two at once", filled, ["assignee", "base"], ["assignee custom_fields", "assignee tags custom_fields"]],
  ["a file", withFile, ["uploads"], ["attachment", "assignee tags attachment"]],
  [
    "an assignee beside a file",
    withFile,
    ["assignee"],
    ["assignee", "assignee attachment", "assignee tags attachment"],
  ],
  [
    "nothing",
    full,
    undefined,
    ["attachment", "custom_fields", "assignee tags custom_fields voice_comment attachment"],
  ],
  ["what was not changed", filled, ["requester"], ["assignee tags custom_fields"]],
  ["nothing, and nothing was changed", bare, undefined, []],
])("a change that is refused for %s", (_, change, fields, tries) => {
  const made = triesWithout(change, { status: 422, ...(fields === undefined ? {} : { fields }) });
  expect(made.map((left) => left.join(" "))).toEqual(tries);
});

test("where it is forbidden, Zendesk's own kind of comment goes first", () => {
  expect(triesWithout({ ...assigned, voice }, { status: 403 })).toEqual([
    ["voice_comment"],
    ["assignee", "tags", "voice_comment"],
  ]);
});

test.each([
  ["assignee", 7, ["assignee", "status"]],
  ["base", 7, ["assignee", "status"]],
  ["status", 7, ["assignee", "status"]],
  ["base", null, ["status"]],
])("a ticket that cannot be solved for its %s, where %s is to have it, keeps its tags", (name, id, left) => {
  const change = { ...bare, tags: ["a"], solve: true, assigneeId: id };
  expect(triesWithout(change, { status: 422, fields: [name] })[0]).toEqual(left);
});

test("a change without fields keeps the others, and without all it keeps the subject", () => {
  expect(changeWithout(full, ["assignee", "tags"])).toEqual({
    ...full,
    assigneeId: null,
    groupId: null,
    tags: [],
    removedTags: [],
  });
  const all = triesWithout({ ...full, solve: true }, { status: 422 }).at(-1) ?? [];
  expect(changeWithout({ ...full, solve: true }, all)).toEqual(bare);
});
