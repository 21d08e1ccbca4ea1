import { errorCodes } from "@deskline/shared/errors";
import { expect, test } from "vitest";
import { en } from "./messages/en.ts";

/** What only agents, the PBX and Zendesk are ever told. */
const ofOthers = [
  /^(signature|body|event|session|call|control|recording|link|number|note|disposition|ticket|person|dial|pops|phone)_/,
  /^(not_stored|not_bound|not_your_call|calls_of_whom|cursor_wrong)$/,
];

test("the console has words for whatever it can be refused with", () => {
  const codes = Object.keys(errorCodes).filter((code) => !ofOthers.some((other) => other.test(code)));
  expect(codes.filter((code) => !(`problem.${code}` in en))).toEqual([]);
});
