import { expect, test } from "vitest";
import { en } from "../i18n/messages/en.ts";
import { actionNames } from "./actions.ts";

test("the log can be filtered by everything that has a name in it", () => {
  const named = Object.keys(en).filter((key) => key.startsWith("action."));
  expect(actionNames.map((name) => `action.${name}`).toSorted()).toEqual(named.toSorted());
});
