import { expect, test } from "vitest";
import { changedParts, partsOf, remade, settingsOf, type PopParts } from "./pop-settings.ts";

const before: PopParts = {
  inbound: { when: "ring", open: "ticket" },
  outbound: { when: "never", open: "ticket" },
  agentsChoosePops: true,
  dispositions: ["Resolved"],
};

test("changes are made again to what somebody else has saved, and nothing of theirs is lost", () => {
  const mine: PopParts = { ...before, inbound: { when: "answer", open: "ticket" } };
  const theirs: PopParts = { ...before, outbound: { when: "ring", open: "profile" }, dispositions: [] };
  expect(changedParts(before, mine)).toEqual(["inbound"]);
  expect(remade(before, mine, theirs)).toEqual({ ...theirs, inbound: mine.inbound });
});

test("settings and their parts say the same", () => {
  expect(partsOf(settingsOf(before))).toEqual(before);
});
