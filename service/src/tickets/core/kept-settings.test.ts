import { defaultTicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import { settingsFrom } from "./kept-settings.ts";

const usual = defaultTicketSettings;
const own = {
  ...usual,
  enabled: false,
  neverLog: { numbers: ["+12125550122"], extensions: ["2005"] },
  missed: { collapse: true, withinHours: 3, solveOnCallBack: true },
};
const without = (name: keyof typeof usual) =>
  Object.fromEntries(Object.entries(own).filter(([key]) => key !== name));

describe("settings that a version before has kept are all there, with what came up since as a new integration has it", () => {
  test.each<[string, object, object]>([
    ["nothing", {}, usual],
    ["the same", own, own],
    ["no recordings", without("recordings"), own],
    [
      "recordings without attaching",
      { ...own, recordings: { keepDays: 30 } },
      { ...own, recordings: { attach: false, keepDays: 30 } },
    ],
    [
      "a look with a field less",
      { ...own, look: { tags: ["phone"] } },
      { ...own, look: { ...usual.look, tags: ["phone"] } },
    ],
    [
      "missed calls without call backs",
      { ...own, missed: { collapse: true, withinHours: 3 } },
      { ...own, missed: { ...own.missed, solveOnCallBack: false } },
    ],
    ["more than is known", { ...own, later: 1 }, own],
  ])("%s", (_, kept, settings) => {
    expect(settingsFrom(kept)).toMatchObject({ settings, unreadable: null });
    expect(settingsFrom(kept).settings).toEqual(settings);
  });

  test("lists are as they were kept", () => {
    const week = Array.from({ length: 7 }, () => []);
    const kept = { hours: { timeZone: "UTC", week } };
    expect(settingsFrom(kept).settings.hours).toEqual({ timeZone: "UTC", week, holidays: [] });
  });
});

test("of what cannot be read it is told what, the rest is shown, and nothing that was kept is lost", () => {
  const kept = { ...own, enabled: true, recordings: { keepDays: "ever" } };
  const { settings, unreadable, document } = settingsFrom(kept);
  expect(unreadable).toMatch(/^recordings\.keepDays: ./);
  expect(settings).toEqual({ ...own, enabled: true, recordings: { attach: false, keepDays: 1 } });
  expect(document).toMatchObject(kept);
  expect(settingsFrom({ ...own, enabled: "perhaps" })).toMatchObject({
    settings: { ...own, enabled: false },
    unreadable: expect.stringMatching(/^enabled: ./),
  });
});
