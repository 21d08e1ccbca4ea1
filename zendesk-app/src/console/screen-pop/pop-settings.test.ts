import { expect, test } from "vitest";
import { changedParts, draftOf, partsOf, remade, settingsOf, type PopParts } from "./pop-settings.ts";

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

test("what is stored already, by whomever, is nothing left to save", () => {
  const mine: PopParts = { ...before, dispositions: [] };
  expect(draftOf({ base: before, mine }, before)).toEqual({ base: before, mine });
  expect(draftOf({ base: before, mine }, { ...before, dispositions: [] })).toEqual({ base: mine, mine });
});

test("what was changed while it was saved stays to be saved", () => {
  const sent: PopParts = { ...before, dispositions: [] };
  const mine: PopParts = { ...sent, agentsChoosePops: false };
  const stored = sent;
  expect(draftOf({ base: stored, mine: remade(sent, mine, stored) }, stored)).toEqual({ base: stored, mine });
  expect(draftOf({ base: stored, mine: remade(sent, sent, stored) }, stored)).toEqual({
    base: stored,
    mine: stored,
  });
});
