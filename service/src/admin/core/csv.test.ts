import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("cells are quoted, and the quotes in them doubled", () => {
  expect(csvLine(["Acme, Ltd", 'says "no"', "two\nlines", null, 7])).toBe(
    '"Acme, Ltd","says ""no""","two\nlines","",7\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1", "＝1", "|calc"])(
  "%j is no formula",
  (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  },
);
