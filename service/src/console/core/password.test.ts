import { expect, test } from "vitest";
import { weaknessOf } from "./password.ts";

const common = new Set(["password", "qwerty", "motherfucker", "1qaz2wsx3edc", "iloveyou"]);

test.each(["", "short", "elevensigns", "ééééé123456"])("%j is too short", (password) => {
  expect(weaknessOf(password, common)).toBe("password_short");
});

test.each([
  "motherfucker",
  "MotherFucker",
  "1qaz2wsx3edc",
  "Password1234",
  "!!password!!",
  "Deskline2026!",
  "qwertyqwerty",
  "aaaaaaaaaaaaaaaa",
  "121212121212",
  "abcdabcdabcd",
])("%j is too common", (password) => {
  expect(weaknessOf(password, common)).toBe("password_common");
});

test.each(["correct horse battery staple", "Zwölf Boxkämpfer", "g7#kQ!w0p2Lz", "password-of-the-house"])(
  "%j is good enough",
  (password) => {
    expect(weaknessOf(password, common)).toBeNull();
  },
);

test("signs are counted as people see them, not as they are stored", () => {
  expect(weaknessOf("🙂😀😎🤖👾🎃", common)).toBe("password_short");
});
