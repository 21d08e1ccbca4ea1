import { expect, test } from "vitest";
import { numbersOf } from "./numbers-of.ts";

const phone = (value: string, primary = false) => ({ type: "phone_number", value, primary });
const stored = (number: string | null, shared = false) => ({ phone: number, shared_phone_number: shared });

test("every number once, the main one first, mail addresses none", () => {
  const user = {
    id: 411,
    identities: [
      { type: "email", value: "a@b.example" },
      phone("+442079460123"),
      phone("+442079460456", true),
    ],
  };
  expect(numbersOf(user, stored("+44 20 7946 0123"))).toEqual([
    { number: "+442079460456", shared: false },
    { number: "+442079460123", shared: false },
  ]);
});

test("a shared number stands with the user only, and says so", () => {
  expect(numbersOf({ identities: [] }, stored("+442079460789", true))).toEqual([
    { number: "+442079460789", shared: true },
  ]);
});

test("nothing stored is no number", () => {
  expect(numbersOf({ identities: null }, stored(null))).toEqual([]);
});
