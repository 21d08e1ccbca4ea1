import type { Bindings, ConsoleAgent } from "@deskline/shared/admin-bindings";
import { expect, test } from "vitest";
import { noDraft, wish, withDraft, type Draft } from "./draft.ts";
import { choicesFor, hasTrouble, isIn, ownersOf, rowsOf, searchableExtensions } from "./rows.ts";

const agent = (id: number, name: string, standing: ConsoleAgent["standing"] = "active"): ConsoleAgent => ({
  id,
  name,
  email: `${name.toLowerCase()}@example.com`,
  role: "agent",
  standing,
});
const extension = (number: string, name: string, exists = true) => ({ number, name, email: null, exists });

const office: Bindings = {
  version: 3,
  agents: [agent(1, "Ana"), agent(2, "Bo"), agent(3, "Cem"), agent(4, "Dee", "gone"), agent(5, "Eve")],
  extensions: [
    extension("2001", "Ana"),
    extension("2002", "Bo"),
    extension("2003", "Çem"),
    extension("2004", "Dee"),
    extension("2999", "", false),
  ],
  bindings: [
    { agentId: 1, extension: "2001" },
    { agentId: 4, extension: "2004" },
    { agentId: 5, extension: "2999" },
  ],
  readAt: 0,
  trouble: [],
};
const suggestions = [{ agentId: 3, extension: "2003" }];

function rowsWith(draft: Draft) {
  return rowsOf(office, draft, ownersOf(office, draft), suggestions);
}
const statesWith = (draft: Draft) => rowsWith(draft).map(({ state }) => state);

test("each agent's state says what there is to do", () => {
  expect(statesWith(noDraft)).toEqual([
    { kind: "bound" },
    { kind: "unbound" },
    { kind: "suggested", extension: "2003" },
    { kind: "gone" },
    { kind: "deleted" },
  ]);
});

test("an extension of two agents is marked at both", () => {
  const draft = wish(office.bindings, noDraft, [[2, "2001"]]);
  expect(statesWith(draft).slice(0, 2)).toEqual([
    { kind: "conflict", others: ["Bo"] },
    { kind: "conflict", others: ["Ana"] },
  ]);
});

test("what is given elsewhere is suggested no more", () => {
  expect(statesWith(wish(office.bindings, noDraft, [[2, "2003"]]))[2]).toEqual({ kind: "unbound" });
});

test("taking a change back leaves no change", () => {
  const changed = wish(office.bindings, noDraft, [[1, null]]);
  expect(changed.size).toBe(1);
  expect(wish(office.bindings, changed, [[1, "2001"]]).size).toBe(0);
});

test("what is saved is all that is bound, with the changes", () => {
  const draft = wish(office.bindings, noDraft, [
    [1, null],
    [2, "2001"],
    [4, null],
  ]);
  expect(withDraft(office.bindings, draft)).toEqual([
    { agentId: 5, extension: "2999" },
    { agentId: 2, extension: "2001" },
  ]);
});

test("a row that was just bound stays among the unbound until it is saved", () => {
  const bo = rowsWith(wish(office.bindings, noDraft, [[2, "2002"]]))[1];
  expect(bo && [isIn(bo, "unbound"), isIn(bo, "changed"), hasTrouble(bo)]).toEqual([true, true, false]);
  expect(rowsWith(noDraft).filter(hasTrouble)).toHaveLength(2);
});

test("choices are what exists and fits the words, what is free first", () => {
  const extensions = searchableExtensions(office.extensions);
  const numbers = (typed: string) =>
    choicesFor(extensions, ownersOf(office, noDraft), typed).map(({ number }) => number);
  expect(numbers("")).toEqual(["2002", "2003", "2001", "2004"]);
  expect(numbers("cem 20")).toEqual(["2003"]);
  expect(numbers("nobody")).toEqual([]);
});
