import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { duration, journalHtml, journalOf } from "./journal.ts";
import { callWith } from "./sample-call.ts";

const names = new Map([
  ["2005", "Kristin Hale"],
  ["2006", "Marcus Webb"],
]);
const around = {
  recordingLink: "https://deskline.example/recordings/1",
  showTime: (at: number) => new Date(at).toISOString(),
  localTime: (at: number) => new Date(at).toISOString().slice(11, 19),
};
const linesOf = (change: Partial<Call> = {}) =>
  Object.fromEntries(journalOf(callWith(change), names, around).map((line) => [line.label, line.text]));

describe("what the journal says", () => {
  test("of a plain answered call", () => {
    expect(linesOf()).toEqual({
      Direction: "Inbound",
      From: "<5503309>",
      To: "Kristin Hale<2005>",
      Trunk: "sip-main",
      Start: "2026-09-21T12:03:21.000Z",
      "Ring time": "0:12",
      "Talk time": "1:23",
      Outcome: "Answered",
      Rang: "Kristin Hale<2005>",
      "Answered by": "Kristin Hale<2005>",
    });
  });

  test("of everything that can happen", () => {
    const lines = linesOf({
      did: "1000",
      didName: "Hotline",
      group: "6400",
      route: ["6200", "6400"],
      rang: ["2005", "2006"],
      answeredBy: ["2005", "2006"],
      unreached: ["2007"],
      transferred: true,
      transferChain: ["2005", "2006"],
      handedTo: "+442079460123",
      takenAt: { "2005": 1789992213000, "2006": 1789992240000 },
      wasHeld: true,
      holdMs: 12_000,
      failures: ["486 Busy here", "DND"],
      recordings: ["a.wav", "b.wav"],
    });
    expect(lines).toMatchObject({
      DID: "1000 (Hotline)",
      "Queue or ring group": "<6400>",
      Route: "<6200> → <6400>",
      Rang: "Kristin Hale<2005>, Marcus Webb<2006>",
      "Answered by": "Kristin Hale<2005>, Marcus Webb<2006>",
      "Not reached": "<2007>",
      Transferred: "12:03:33 Kristin Hale<2005> → 12:04:00 Marcus Webb<2006> → <+442079460123>",
      "Hold time": "0:12",
      "PBX says": "486 Busy here; DND",
      Recording: "Listen in Deskline",
    });
  });

  test("of a call that came through nothing but its queue there is no route", () => {
    expect(linesOf({ group: "6400", route: ["6400"] })).not.toHaveProperty("Route");
    expect(linesOf({ route: ["6200"] })).toMatchObject({ Route: "<6200>" });
  });

  test("of a call that was forwarded to the outside by a phone", () => {
    expect(linesOf({ handedTo: "+442079460123" })).toMatchObject({ "Forwarded to": "<+442079460123>" });
  });

  test("outbound, our side comes first", () => {
    expect(linesOf({ direction: "outbound", dialledBy: "2006" })).toMatchObject({
      Direction: "Outbound",
      From: "Marcus Webb<2006>",
      To: "<5503309>",
    });
  });

  test("a withheld caller is called withheld, and a DID without a name stands alone", () => {
    expect(linesOf({ outsideNumber: null, did: "1000" })).toMatchObject({ From: "<withheld>", DID: "1000" });
  });

  test.each(["answered", "no_answer", "busy", "failed", "voicemail", "abandoned", null] as const)(
    "%s has words",
    (outcome) => {
      expect(linesOf({ outcome })["Outcome"]).toMatch(/^[A-Z][a-z ]+$/);
    },
  );
});

describe("the journal as HTML", () => {
  test("is a list, its labels bold", () => {
    expect(journalHtml([{ label: "From", text: "<5503309>" }])).toBe(
      "<ul><li><b>From</b>: &lt;5503309&gt;</li></ul>",
    );
  });

  test("nothing that came from outside becomes markup", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, text) => {
        const hostile = callWith({
          outsideNumber: `<script>${text}`,
          did: `"><img src=x ${text}`,
          didName: text,
          trunk: `' onload='${text}`,
          failures: [`&${text}`],
          recordings: [`</ul>${text}`],
        });
        const html = journalHtml(journalOf(hostile, new Map([["2005", `<b>${name}`]]), around));
        const text_ = html.replaceAll(/<\/?(ul|li|b|a)>|<a href="https:[\w./]+">/g, "");
        expect(text_).not.toMatch(/[<>"']/);
        expect(text_.replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
        expect(html.match(/<b>/g)).toHaveLength(html.match(/<li>/g)?.length ?? 0);
      }),
    );
  });
});

test.each([
  [0, "0:00"],
  [499, "0:00"],
  [500, "0:01"],
  [59_499, "0:59"],
  [59_500, "1:00"],
  [83_000, "1:23"],
  [3_599_000, "59:59"],
  [3_599_500, "1:00:00"],
  [3_723_000, "1:02:03"],
  [90_000_000, "25:00:00"],
])("%i ms are %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
