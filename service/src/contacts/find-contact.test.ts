import { describe, expect, test } from "vitest";
import type { Candidate } from "./core/match.ts";
import { callerNumber } from "./core/number.ts";
import { findContact, type Searched } from "./find-contact.ts";
import type { People, Place } from "./ports.ts";

const number = "+12125550188";

function find(zendesk: Helpdesk, text: string): Promise<Searched> {
  const caller = callerNumber(text, "US");
  if (caller === null) throw new Error(`${text} is no number`);
  return findContact(zendesk, caller, { country: "US", lastDigits: 9 });
}

type Helpdesk = People & { searches: string[]; mostAtOnce: number };

function candidate(userId: number, phone?: string): Candidate {
  const numbers = phone === undefined ? [] : [{ value: phone, shared: false }];
  return { userId, name: "", numbers, active: true, suspended: false, agent: false, updatedAt: null };
}

/** A helpdesk that finds these people; `further` holds numbers beside the main one, by user. */
function helpdesk(
  found: Partial<Record<Place, Candidate[]>>,
  further: Record<number, string[]> = {},
  complete = true,
): Helpdesk {
  let running = 0;
  const self: Helpdesk = {
    searches: [],
    mostAtOnce: 0,
    findByDigits: (digits, place) => {
      self.searches.push(`${place} ${digits}`);
      return Promise.resolve({ people: found[place] ?? [], complete });
    },
    furtherNumbers: async (userId) => {
      running += 1;
      self.mostAtOnce = Math.max(self.mostAtOnce, running);
      await Promise.resolve();
      running -= 1;
      return further[userId] ?? [];
    },
  };
  return self;
}

function people(count: number): Candidate[] {
  return Array.from({ length: count }, (_, i) => candidate(i + 1, "+12125550147"));
}

test("who has the very number is found with one search", async () => {
  const zendesk = helpdesk({ at_end: [candidate(1, number)] });
  expect(await find(zendesk, number)).toMatchObject({ kind: "one", contact: { userId: 1 } });
  expect(zendesk.searches).toEqual(["at_end 2125550188"]);
});

test("who has the number with an extension is found with one search more", async () => {
  const zendesk = helpdesk({ anywhere: [candidate(1, "+1 212 555 0188 x55")] });
  expect(await find(zendesk, number)).toMatchObject({
    kind: "one",
    contact: { userId: 1 },
    why: "same_but_for_extension",
  });
  expect(zendesk.searches).toEqual(["at_end 2125550188", "anywhere 2125550188"]);
});

test.each(["2005", "911", "503309"])(
  "%s, which is no ordinary number, must be all there is",
  async (short) => {
    const zendesk = helpdesk({ whole: [candidate(1, `+1212555${short}`), candidate(2, short)] });
    expect(await find(zendesk, short)).toMatchObject({ kind: "one", contact: { userId: 2 } });
    expect(zendesk.searches).toEqual([`whole ${short}`]);
  },
);

describe("numbers beside the main one", () => {
  test("are read of everybody found, a few at a time", async () => {
    const zendesk = helpdesk({ at_end: people(40) }, { 40: [number] });
    expect(await find(zendesk, number)).toMatchObject({ kind: "one", contact: { userId: 40 } });
    expect(zendesk.mostAtOnce).toBe(5);
  });

  test("are read even if the main one ends in the same digits", async () => {
    const zendesk = helpdesk({ at_end: [candidate(1, "+442125550188")] }, { 1: [number] });
    expect(await find(zendesk, number)).toMatchObject({ kind: "one", why: "same_number" });
  });
});

describe("somebody who was not looked at is never left out in silence", () => {
  test.each<[string, Helpdesk]>([
    [
      "too many people to read the numbers of",
      helpdesk({ at_end: [...people(101), candidate(102, number)] }),
    ],
    ["more people than the helpdesk shows", helpdesk({ at_end: [candidate(1, number)] }, {}, false)],
    ["nobody among those that are shown", helpdesk({}, {}, false)],
  ])("%s", async (_, zendesk) => {
    expect(await find(zendesk, number)).toEqual({ kind: "too_many" });
  });
});
