import { expect, test } from "vitest";
import { dialledAbroad } from "./dialled-abroad.ts";

test.each([
  [{ stripPlus: false, internationalPrefix: "", outsidePrefix: "" }, "+442079460123"],
  [{ stripPlus: true, internationalPrefix: "", outsidePrefix: "" }, "442079460123"],
  [{ stripPlus: false, internationalPrefix: "00", outsidePrefix: "0" }, "000442079460123"],
])("by %j it is dialled as %s", (rules, dialled) => {
  expect(dialledAbroad("+44 20 7946 0123", rules)).toBe(dialled);
});
