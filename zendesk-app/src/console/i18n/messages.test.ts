import { expect, test } from "vitest";
import { mistakesIn } from "../../i18n/check.ts";
import { consoleCatalogues } from "./messages/all.ts";

test("both languages of the console say the same things", () => {
  expect(mistakesIn(consoleCatalogues)).toEqual([]);
});
