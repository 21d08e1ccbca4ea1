import { expect, test } from "vitest";
import { languageFor } from "./languages.ts";

test.each([
  [["zh-CN"], "zh-CN"],
  [["zh_TW", "en"], "zh-CN"],
  [["de", "zh", "en"], "zh-CN"],
  [["en-GB", "zh"], "en"],
  [["de-AT"], "en"],
  [[], "en"],
])("whoever wants %j gets %s", (wanted, language) => {
  expect(languageFor(wanted)).toBe(language);
});
