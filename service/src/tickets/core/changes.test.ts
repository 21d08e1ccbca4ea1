import { expect, test } from "vitest";
import { carriedOver, changeOf, refusedOf, sinceTheRing, type CommentChanges } from "./changes.ts";

test("the end of a call sends what has changed since it rang, takes back what holds no more, and repeats nothing", () => {
  const given = {
    assigneeId: null,
    tags: ["pbx", "at_2006"],
    customFields: [
      { id: 1, value: "2006" },
      { id: 2, value: "1000" },
    ],
  };
  const end = {
    assigneeId: 3,
    tags: ["pbx", "at_2005", "result_answered"],
    customFields: [
      { id: 1, value: "2005" },
      { id: 2, value: "1000" },
      { id: 3, value: "83" },
    ],
  };
  const nothing = refusedOf(end, []);
  expect(sinceTheRing(given, nothing, end)).toEqual({
    assignee: { from: null, to: 3 },
    tags: ["at_2005", "result_answered"],
    removedTags: ["at_2006"],
    customFields: [
      { id: 1, from: "2006", to: "2005" },
      { id: 3, from: "", to: "83" },
    ],
  });
  expect(sinceTheRing(end, nothing, end)).toEqual({});
  expect(sinceTheRing(end, nothing, { ...end, assigneeId: null })).toEqual({});
  expect(sinceTheRing(end, nothing, { ...end, assigneeId: 4 })).toEqual({ assignee: { from: 3, to: 4 } });
});

test("the end of a call does not send again what was refused while it rang, but what is another by then", () => {
  const ring = { assigneeId: 3, tags: ["pbx"], customFields: [{ id: 1, value: "sideways" }] };
  const end = {
    assigneeId: 4,
    tags: ["pbx", "result_answered"],
    customFields: [
      { id: 1, value: "sideways" },
      { id: 3, value: "83" },
    ],
  };
  const without = { assigneeId: null, tags: [], customFields: [] };
  const refused = refusedOf(ring, ["assignee", "tags", "custom_fields"]);
  expect(sinceTheRing(without, refused, end)).toEqual({
    assignee: { from: null, to: 4 },
    tags: ["result_answered"],
    customFields: [{ id: 3, from: "", to: "83" }],
  });
  expect(sinceTheRing(without, refused, ring)).toEqual({});
  expect(sinceTheRing(without, refusedOf(ring, ["group"]), ring)).toMatchObject({ tags: ["pbx"] });
});

test.each<[string, string, boolean]>([
  ["2006", "2006", true],
  ["2006", " 2006 ", true],
  ["2006", "somebody else's", false],
  ["2006", "", false],
  ["", "", true],
  ["", "false", true],
  ["", "an agent's", false],
])("a field that was given %j and holds %j is filled in: %s", (from, value, filled) => {
  const ticket = {
    subject: "",
    status: "new",
    assigneeId: null,
    groupId: null,
    customFields: [{ id: 1, value }],
  };
  const change = changeOf({ customFields: [{ id: 1, from, to: "2005" }] }, ticket);
  expect(change.customFields).toEqual(filled ? [{ id: 1, value: "2005" }] : []);
});

test("a field that the ticket does not show is empty", () => {
  const ticket = { subject: "", status: "new", assigneeId: null, groupId: null, customFields: [] };
  const change = changeOf({ customFields: [{ id: 1, from: "", to: "83" }] }, ticket);
  expect(change.customFields).toEqual([{ id: 1, value: "83" }]);
});

test.each<[string, number | null, number | null, number | null]>([
  ["who answered", null, 30, 30],
  ["who answered, where the ticket has no group", null, null, null],
  ["nobody, for somebody has it by then", 5, 30, null],
])("the group of the ticket goes along with its assignee: %s", (_, has, groupId, sent) => {
  const ticket = { subject: "", status: "new", assigneeId: has, groupId, customFields: [] };
  const assigneeId = has === null ? 3 : null;
  const answered = { assignee: { from: null, to: 3 } };
  expect(changeOf(answered, ticket)).toMatchObject({ assigneeId, groupId: sent });
  expect(changeOf({ solve: { by: 3 } }, ticket)).toMatchObject({ assigneeId, groupId: sent, solve: true });
  expect(changeOf({ tags: ["pbx"] }, ticket)).toMatchObject({ assigneeId: null, groupId: null });
});

test("the ticket that takes a comment instead is solved too, and is not given what was made for the first", () => {
  const solve = { by: 3 };
  const changes: CommentChanges = { byRule: true, public: true, tags: ["pbx"], uploads: ["token"], solve };
  expect(carriedOver(changes)).toEqual({ byRule: true, solve });
  expect(carriedOver({ public: true })).toEqual({});
});
