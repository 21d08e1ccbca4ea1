import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeDirectory } from "./make-directory.ts";

let top = "";
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "deskline-directory-"));
});
afterEach(() => rmSync(top, { recursive: true }));

test("a directory is made with those above it, once", () => {
  const path = join(top, "a", "b", "c");
  expect(makeDirectory(path)).toBe(true);
  expect(existsSync(path)).toBe(true);
  expect(makeDirectory(path)).toBe(false);
});

test("where none can be made it fails at once", () => {
  writeFileSync(join(top, "file"), "");
  expect(() => makeDirectory(join(top, "file", "a"))).toThrow(/ENOTDIR|EEXIST/);
  expect(() => makeDirectory("/proc/deskline/data")).toThrow(/ENOENT|EROFS|EACCES/);
});
