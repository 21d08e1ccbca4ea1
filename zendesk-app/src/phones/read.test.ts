import { createRequire } from "node:module";
import type { MetadataJson } from "libphonenumber-js/core";
import { expect, test } from "vitest";
import { createReader } from "./read.ts";

const metadata = createRequire(import.meta.url)("libphonenumber-js/metadata.min.json") as MetadataJson;
const reader = createReader(metadata);

test.each([
  ["+442079460123", "GB", "020 7946 0123"],
  ["020 7946 0123", "GB", "020 7946 0123"],
  ["+442079460123", "DE", "+44 20 7946 0123"],
  ["+12025550123", "US", "(202) 555-0123"],
  ["2005", "GB", "2005"],
  ["anonymous", "GB", "anonymous"],
  ["+442079460123", "XX", "+44 20 7946 0123"],
])("%s reads in %s as %s", (number, country, written) => {
  expect(reader.format(number, country)).toBe(written);
});
