import { expect, test } from "vitest";
import { callLike, kristin, naima, runningCall } from "../../testing/samples.ts";
import { cardsOf, colleagueOf, isCalled, ownPart } from "./own-part.ts";

const none = new Set<string>();

test("a call that rings on the extension has a card", () => {
  const call = runningCall("ringing");
  expect(cardsOf([call], "2005", none, none)).toEqual([call]);
  expect(cardsOf([call], "2001", none, none)).toEqual([]);
  expect(cardsOf([call], null, none, none)).toEqual([]);
});

test("a colleague took it: the card goes", () => {
  const taken = runningCall("talking", {
    answeredBy: [naima],
    phones: [
      { ...kristin, state: "gone", consulting: false },
      { ...naima, state: "talking", consulting: false },
    ],
  });
  expect(ownPart(taken, "2005")).toBeNull();
  expect(cardsOf([taken], "2005", new Set([taken.id]), none)).toEqual([]);
});

test("after a talk the card stays for the note until it is closed", () => {
  const ended = callLike();
  expect(cardsOf([ended], "2005", new Set([ended.id]), none)).toEqual([ended]);
  expect(cardsOf([ended], "2005", new Set([ended.id]), new Set([ended.id]))).toEqual([]);
  expect(cardsOf([ended], "2005", none, none)).toEqual([]);
});

test("so it is after the call was handed to a colleague, while it goes on there", () => {
  const handedOver = runningCall("talking", {
    answeredBy: [kristin, naima],
    phones: [
      { ...kristin, state: "gone", consulting: false },
      { ...naima, state: "ringing", consulting: false },
    ],
  });
  const seen = new Set([handedOver.id]);
  expect(cardsOf([handedOver], "2005", seen, none)).toEqual([handedOver]);
  expect(cardsOf([handedOver], "2005", seen, seen)).toEqual([]);
  const parked = { ...handedOver, phones: handedOver.phones.slice(0, 1) };
  expect(cardsOf([parked], "2005", seen, none)).toEqual([]);
});

test("a call missed while somebody looked stands in the list only", () => {
  const missed = callLike({ outcome: "abandoned", answeredBy: [] });
  expect(cardsOf([missed], "2005", new Set([missed.id]), none)).toEqual([]);
});

test("a dialled call that failed keeps its card, with the reason", () => {
  const failed = callLike({ direction: "outbound", outcome: "failed", dialledBy: kristin, answeredBy: [] });
  expect(cardsOf([failed], "2005", new Set([failed.id]), none)).toEqual([failed]);
});

test("the other end of a call between extensions is a colleague, of any other call nobody", () => {
  const phones = [kristin, naima].map(
    (party) => ({ ...party, state: "talking", consulting: false }) as const,
  );
  const internal = callLike({ direction: "internal", phones });
  expect(colleagueOf(internal, "2005")?.name).toBe(naima.name);
  expect(colleagueOf(internal, naima.number)?.name).toBe(kristin.name);
  expect(colleagueOf({ ...internal, phones: phones.slice(0, 1) }, "2005")).toBeNull();
  expect(colleagueOf({ ...internal, direction: "inbound" }, "2005")).toBeNull();
});

test("a phone that rings for what its owner dialled is not called", () => {
  expect(isCalled(runningCall("ringing"), "2005")).toBe(true);
  expect(isCalled(runningCall("ringing", { direction: "outbound", dialledBy: kristin }), "2005")).toBe(false);
});
