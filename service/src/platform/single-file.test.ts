import { expect, test } from "vitest";
import { singleFile } from "./single-file.ts";

test("one begins when the one before has ended, also when that failed", async () => {
  const inTurn = singleFile();
  const said: string[] = [];
  const one = (name: string, fails = false) =>
    inTurn(async () => {
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = await Promise.allSettled([one("a"), one("b", true), one("c")]);
  expect(said).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(all.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
