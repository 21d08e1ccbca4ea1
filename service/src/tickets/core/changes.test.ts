import { expect, test } from "vitest";
import { mayBeTheFile } from "./changes.ts";

test.each<[Parameters<typeof mayBeTheFile>[0], string[] | undefined, boolean]>([
  [["tags", "attachment"], ["uploads"], true],
  [["tags", "attachment"], undefined, true],
  [["tags", "attachment"], ["tags"], false],
  [["tags"], ["uploads"], false],
])("a change of %s that is refused for %s may be refused for its file: %s", (changed, named, may) => {
  expect(mayBeTheFile(changed, named)).toBe(may);
});
