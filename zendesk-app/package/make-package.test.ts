import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Location } from "@deskline/shared/app";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pngSize } from "./core/check-files.ts";
import { makePackage } from "./make-package.ts";
import { appAddress, packApp } from "./pack-app.ts";
import { readZip } from "./zip.ts";

let out: string;

beforeEach(() => (out = mkdtempSync(join(tmpdir(), "deskline-package-"))));
afterEach(() => rmSync(out, { recursive: true }));

const options = { url: "https://deskline.example.com/", integrationKey: "acme-1", name: "Deskline" };

test("the package names a page of the service for every location, each signed, and nothing is found wrong", async () => {
  const made = await makePackage({ ...options, out });
  expect(made.warnings).toEqual([]);
  const { files } = readZip(readFileSync(made.zip));
  const manifest: unknown = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
  const base = "https://deskline.example.com/zendesk-app/acme-1";
  expect(manifest).toMatchObject({
    signedUrls: true,
    singleInstall: false,
    frameworkVersion: "2.0",
    location: {
      support: Object.fromEntries(Location.options.map((name) => [name, { url: `${base}/${name}` }])),
    },
  });
  expect(pngSize(files.get("assets/logo.png") ?? new Uint8Array())).toBe("320x320");
  expect(pngSize(files.get("assets/logo-small.png") ?? new Uint8Array())).toBe("128x128");
  for (const icon of ["top_bar", "nav_bar"]) expect(files.has(`assets/icon_${icon}.svg`)).toBe(true);
  const locales = [...files.keys()].filter((path) => path.startsWith("translations/"));
  expect(locales).toEqual(
    ["de", "en", "es", "fr", "ja", "pt-br", "zh-cn"].map((locale) => `translations/${locale}.json`),
  );
});

test("the same input makes the same bytes", async () => {
  const first = readFileSync((await makePackage({ ...options, out })).zip);
  const again = readFileSync((await makePackage({ ...options, out })).zip);
  expect(again.equals(first)).toBe(true);
});

test("the service packs the same bytes", async () => {
  const made = readFileSync((await makePackage({ ...options, out })).zip);
  const { url, ...rest } = options;
  expect(Buffer.from(packApp({ ...rest, address: appAddress(url) ?? "" })).equals(made)).toBe(true);
});

test.each([
  ["http://127.0.0.1:8080", "http://localhost:8080"],
  ["https://deskline.example.com/base/", "https://deskline.example.com/base"],
  ["http://deskline.example.com", null],
  ["https://deskline.example.com/?a=1", null],
])("of %s Zendesk opens %s", (url, address) => expect(appAddress(url)).toBe(address));

test.each(["http://deskline.example.com", "deskline.example.com", "https://deskline.example.com/?a=1"])(
  "%s is no address of a service",
  async (url) => {
    await expect(makePackage({ ...options, url, out })).rejects.toThrow("--url must b");
  },
);
