import { describe, expect, test } from "vitest";
import { whoseCalls, type Asked, type Whose } from "./whose.ts";

const agent = { extension: "2005" };
const whose = (asked: Asked, country = "GB") => whoseCalls(asked, agent, country);

test.each<[Asked, Whose]>([
  [{ mine: true }, { kind: "extension", extension: "2005" }],
  [{ ticket: 36 }, { kind: "ticket", ticketId: 36 }],
  [{ user: 900 }, { kind: "outside", userId: 900, keys: [] }],
  [
    { user: 900, numbers: "" },
    { kind: "outside", userId: 900, keys: [] },
  ],
  [
    { user: 900, numbers: "020 7946 0123" },
    { kind: "outside", userId: 900, keys: ["+442079460123"] },
  ],
  [{ numbers: "5503309" }, { kind: "outside", userId: null, keys: ["5503309"] }],
])("%j are the calls of %j", (asked, expected) => {
  expect(whose(asked)).toEqual(expected);
});

test.each<[Asked]>([
  [{}],
  [{ mine: false }],
  [{ mine: true, user: 900 }],
  [{ ticket: 36, numbers: "5503309" }],
  [{ mine: true, ticket: 36 }],
])("%j does not say whose", (asked) => {
  expect(whose(asked)).toBeNull();
});

describe("numbers", () => {
  const keys = (numbers: string, country = "GB") => {
    const found = whose({ numbers }, country);
    return found?.kind === "outside" ? found.keys : null;
  };

  test("in several spellings are one", () => {
    expect(keys("+442079460123,020 7946 0123,(020) 7946-0123,0044 20 7946 0123")).toEqual(["+442079460123"]);
  });

  test("without a sign of their country are also looked for as they stand", () => {
    expect(keys("442079460123", "US")).toEqual(["+442079460123", "442079460123"]);
  });

  test("that are none mean nobody", () => {
    expect(keys("anonymous,,12,' or 1=1 --")).toEqual([]);
  });

  test("beyond the fiftieth are left out", () => {
    const many = Array.from({ length: 80 }, (_, i) => `55033${String(i).padStart(2, "0")}`);
    expect(keys(many.join(","))).toHaveLength(50);
  });
});
