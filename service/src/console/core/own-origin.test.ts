import { expect, test } from "vitest";
import { isOwnOrigin } from "./own-origin.ts";

test.each([
  ["https://deskline.example.com", "https://deskline.example.com/below"],
  ["https://deskline.example.com:8443", "https://deskline.example.com:8443"],
  ["http://localhost:8080", "http://127.0.0.1:8080"],
  ["http://127.0.0.1:8080", "http://localhost:8080"],
])("%s is that of %s", (origin, publicUrl) => {
  expect(isOwnOrigin(origin, publicUrl)).toBe(true);
});

test.each([
  ["null", "https://deskline.example.com"],
  ["", "https://deskline.example.com"],
  ["http://deskline.example.com", "https://deskline.example.com"],
  ["https://deskline.example.com.evil.example", "https://deskline.example.com"],
  ["https://deskline.example.com:8443", "https://deskline.example.com"],
  ["https://deskline.example.com/", "https://deskline.example.com"],
  ["http://localhost:3000", "http://localhost:8080"],
  ["http://localhost:8080", "http://deskline.example.com:8080"],
])("%j is not that of %s", (origin, publicUrl) => {
  expect(isOwnOrigin(origin, publicUrl)).toBe(false);
});
