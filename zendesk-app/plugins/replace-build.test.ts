import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceBuild } from "./replace-build.ts";

let root: string;
let place: string;
let beside: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "deskline-build-"));
  [place, beside] = [join(root, "dist"), join(root, "tmp")];
});
afterEach(() => rm(root, { recursive: true }));

function making(files: Record<string, string>) {
  return async (fresh: string) => {
    await mkdir(fresh);
    for (const [name, text] of Object.entries(files)) await writeFile(join(fresh, name), text);
  };
}

async function built(): Promise<Record<string, string>> {
  const names = (await readdir(place)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(place, name), "utf8")])),
  ) as Record<string, string>;
}

test("a build takes the place of the one before, whole", async () => {
  await replaceBuild(place, beside, making({ "index.html": "1", "gone.js": "1" }));
  await replaceBuild(place, beside, making({ "index.html": "2" }));
  expect(await built()).toEqual({ "index.html": "2" });
  expect(await readdir(beside)).toEqual([]);
});

test("a build that fails leaves the one before as it is, also while it is made", async () => {
  await replaceBuild(place, beside, making({ "index.html": "1" }));
  const failing = replaceBuild(place, beside, async (fresh) => {
    await making({ "index.html": "half" })(fresh);
    expect(await built()).toEqual({ "index.html": "1" });
    throw new Error("a message is missing");
  });
  await expect(failing).rejects.toThrow("a message is missing");
  expect(await built()).toEqual({ "index.html": "1" });
  expect(await readdir(beside)).toEqual([]);
});
