import { expect, test } from "vitest";
import { createFormat } from "./format.ts";
import { i18nOf } from "./load-i18n.ts";
import { languageFor } from "./languages.ts";
import { en } from "./messages/en.ts";
import { fill } from "./translate.ts";

const now = Date.parse("2026-03-02T14:03:00Z");
const ago = (minutes: number) => now - minutes * 60_000;

test.each([
  ["en-US", "en"],
  ["zh-CN", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["es-419", "es"],
  ["pt", "pt-BR"],
  ["pt_BR", "pt-BR"],
  ["de-AT", "de"],
  ["sv", "en"],
])("%s is answered in %s", (locale, language) => {
  expect(languageFor(locale)).toBe(language);
});

test("dates are written in the tongue of the words, in the agent's way", () => {
  expect(i18nOf(en, "en", "en-GB", "Europe/London").locale).toBe("en-GB");
  expect(i18nOf(en, "en", "sv", "Europe/London").locale).toBe("en");
});

test("the day changes at midnight where the agent is", () => {
  const london = createFormat("en-GB", "Europe/London");
  const tokyo = createFormat("en-GB", "Asia/Tokyo");
  expect(london.day(ago(3), now)).toBe("Today");
  expect(london.day(ago(60 * 20), now)).toBe("Yesterday");
  expect(tokyo.dayKey(now)).toBe("2026-03-02");
  expect(tokyo.dayKey(now + 60 * 60_000)).toBe("2026-03-03");
  expect(london.time(now)).toBe("14:03");
});

test("how long ago it was is told roughly", () => {
  const { relative } = createFormat("en-GB", "Europe/London");
  expect(relative(ago(0.3), now)).toBe("now");
  expect(relative(ago(3.9), now)).toBe("3 minutes ago");
  expect(relative(ago(150), now)).toBe("2 hours ago");
  expect(relative(ago(60 * 20), now)).toBe("yesterday");
});

test.each([
  [0, "0:00"],
  [-5_000, "0:00"],
  [252_999, "4:12"],
  [3_852_000, "1:04:12"],
])("%d ms is %s", (ms, text) => {
  expect(createFormat("en-GB", undefined).duration(ms)).toBe(text);
});

test("a length of time can be read out", () => {
  expect(createFormat("en-GB", undefined).spokenDuration(252_000)).toBe("4 minutes, 12 seconds");
});

test("a message takes the form of its number", () => {
  const calls = { one: "{count} call", other: "{count} calls" };
  expect(fill(calls, { count: 1 }, "en")).toBe("1 call");
  expect(fill(calls, { count: 1200 }, "en")).toBe("1,200 calls");
  expect(fill("#{id} of {name}", { id: "1200", name: "$&" }, "en")).toBe("#1200 of $&");
});
