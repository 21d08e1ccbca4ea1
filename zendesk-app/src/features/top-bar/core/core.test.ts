import type { CallView } from "@deskline/shared/app";
import { describe, expect, test } from "vitest";
import { isStillAsked } from "./asked.ts";
import { badgeText } from "./badge.ts";
import { panelKey, type KeyPress } from "./panel-key.ts";
import { isNumber, recentOf, suggestionsFor, type Suggestion } from "./suggestions.ts";
import { tabAfter, type TabQuestion } from "./tab.ts";
import { chosenAfter, targetOf, ticketOf } from "./target.ts";

const recent: Suggestion = {
  key: "recent 1",
  kind: "recent",
  name: "Zoë Huff",
  number: "+442079460123",
  userId: 7,
  phone: null,
};
const people = [
  { userId: 7, name: "Zoë Huff", numbers: ["020 7946 0123", "+442079460456"] },
  { userId: 8, name: "Phillip Huff", numbers: [] },
];
const extensions = [{ number: "2006", name: "Leo Ball", phone: "idle" as const }];
const found = { recent: [recent], people, extensions };
const numbers = (text: string) => suggestionsFor(text, found).map(({ number }) => number);

describe("suggestions", () => {
  test("a name is found whatever its accents, with each of its numbers, and each number once however it is written", () => {
    expect(numbers("zoe")).toEqual(["+442079460123", "+442079460456"]);
  });

  test("digits find numbers in any way of writing", () => {
    expect(numbers("9460 456")).toEqual(["+442079460456"]);
    expect(suggestionsFor("200", { ...found, people: [] }).map(({ name }) => name)).toEqual(["Leo Ball"]);
  });

  test("without a text there are those who were spoken to lately, and who was found", () => {
    expect(suggestionsFor("", { recent: [recent, recent], people: [], extensions: [] })).toEqual([recent]);
  });

  test("who was spoken to is the other party, inside as outside", () => {
    const call = (overrides: object) =>
      ({
        id: "1",
        direction: "inbound",
        number: "5503309",
        e164: null,
        candidates: [],
        phones: [],
        ...overrides,
      }) as unknown as CallView;
    const phones = [
      { number: "2005", name: "Kristin Hale" },
      { number: "2006", name: "Leo Ball" },
    ];
    const calls = [
      call({}),
      call({ number: null }),
      call({ e164: "+15550103309", candidates: [{ userId: 7, name: "Zoë Huff" }] }),
      call({ direction: "internal", phones }),
    ];
    expect(recentOf(calls, "2005").map(({ name, number }) => `${name} ${number}`)).toEqual([
      " 5503309",
      "Zoë Huff +15550103309",
      "Leo Ball 2006",
    ]);
  });

  test.each([
    ["+44 (20) 7946-0123", true],
    ["*98", true],
    ["#", true],
    ["", false],
    ["+", false],
    ["Zoë 2", false],
  ])("whether %j is a number", (text, number) => {
    expect(isNumber(text)).toBe(number);
  });
});

describe("whom the button calls", () => {
  const draft = (
    text: string,
    order: { number: string; ticketId: number | null; userId: number | null } | null = null,
  ) => ({ text, order });
  const zoe = { number: "+442079460123", name: "Zoë Huff", userId: 7 };
  test.each([
    ["a number as it stands", draft(" 5503309 "), null, { number: "5503309", name: "", userId: null }],
    ["the chosen suggestion rather than the number", draft("020"), 0, zoe],
    ["of a name the first suggestion", draft("zoe"), null, zoe],
    ["nobody while nothing is written", draft(""), null, null],
    ["the lately called one who was chosen", draft(""), 0, zoe],
    [
      "for the user whom Zendesk named",
      draft("1", { number: "1", ticketId: 3, userId: 9 }),
      null,
      { number: "1", name: "", userId: 9 },
    ],
    [
      "for nobody once it is another number",
      draft("12", { number: "1", ticketId: 3, userId: 9 }),
      null,
      { number: "12", name: "", userId: null },
    ],
  ])("%s", (_what, one, chosen, target) => {
    expect(targetOf(one, [recent], chosen)).toEqual(target);
  });

  test("the ticket is the one from which the number, or the dial pad, was asked for", () => {
    const target = { number: "1", name: "", userId: null };
    expect(ticketOf(draft("1", { number: "1", ticketId: 3, userId: null }), target)).toBe(3);
    expect(ticketOf(draft("1", { number: "", ticketId: 3, userId: null }), target)).toBe(3);
    expect(ticketOf(draft("1", { number: "2", ticketId: 3, userId: null }), target)).toBeNull();
    expect(ticketOf(draft("1"), target)).toBeNull();
  });

  test("arrows go round through nothing", () => {
    expect([null, 0, 1].map((chosen) => chosenAfter("ArrowDown", chosen, 2))).toEqual([0, 1, null]);
    expect([null, 1, 0].map((chosen) => chosenAfter("ArrowUp", chosen, 2))).toEqual([1, 0, null]);
    expect(chosenAfter("ArrowDown", null, 0)).toBeNull();
  });
});

describe("keys", () => {
  const press: KeyPress = { key: "5", modified: false, on: "page", choices: 0, dialling: false };
  test.each<[string, Partial<KeyPress>, object | null]>([
    ["digits are typed wherever the focus is", { on: "button" }, { does: "type", text: "5" }],
    ["and so are + * #", { key: "#" }, { does: "type", text: "#" }],
    ["in a field they are its own", { on: "field" }, null],
    ["with Ctrl they are the browser's", { modified: true }, null],
    ["a digit chooses a caller", { choices: 5 }, { does: "choose", index: 4 }],
    ["but none that is not there", { choices: 4 }, null],
    ["zero is no choice", { key: "0", choices: 4 }, { does: "type", text: "0" }],
    ["Backspace takes one away", { key: "Backspace" }, { does: "erase" }],
    ["Enter dials", { key: "Enter" }, { does: "dial" }],
    ["Enter on a button presses it", { key: "Enter", on: "button" }, null],
    ["Escape closes", { key: "Escape", on: "dial_field" }, { does: "close" }],
    ["Escape in another field closes too", { key: "Escape", on: "field" }, { does: "close" }],
    [
      "letters begin a name where the dial pad is shown",
      { key: "é", dialling: true },
      { does: "type", text: "é" },
    ],
    ["and do nothing elsewhere", { key: "a" }, null],
  ])("%s", (_what, overrides, does) => {
    expect(panelKey({ ...press, ...overrides })).toEqual(does);
  });
});

describe("the tab", () => {
  const question: TabQuestion = { tab: "dial", cards: [], before: [], drafting: false };
  test.each<[string, Partial<TabQuestion>, string]>([
    ["stays without calls", { tab: "recent" }, "recent"],
    ["is Now when a call begins", { cards: ["a"] }, "now"],
    ["stays when the agent is dialling", { cards: ["a"], drafting: true }, "dial"],
    ["stays where the agent went during a call", { tab: "recent", cards: ["a"], before: ["a"] }, "recent"],
    ["is Dial again when the last card goes", { tab: "now", before: ["a"] }, "dial"],
  ])("%s", (_what, overrides, tab) => {
    expect(tabAfter({ ...question, ...overrides })).toBe(tab);
  });
});

test.each([
  [0, ""],
  [1, "1"],
  [9, "9"],
  [10, "9+"],
])("%i missed calls show as %j", (missed, text) => {
  expect(badgeText(missed)).toBe(text);
});

describe("a call that the panel was opened for", () => {
  const call = (overrides: object) =>
    ({ id: "1", state: "ended", candidates: [], ...overrides }) as unknown as CallView;
  test.each<[string, CallView | undefined, string[], boolean]>([
    ["is waited for while it is not known", undefined, [], true],
    ["is shown while it runs", call({ state: "ringing" }), [], true],
    ["is shown while it has a card", call({ candidates: [{}] }), ["1"], true],
    ["stays when nobody knows who it was", call({}), [], true],
    ["stays when it can be several", call({ candidates: [{}, {}] }), [], true],
    ["goes when it is over and known", call({ candidates: [{}] }), [], false],
  ])("%s", (_what, one, cards, asked) => {
    expect(isStillAsked(one, cards)).toBe(asked);
  });
});
