import { readdirSync, readFileSync } from "node:fs";
import type { PackageFiles } from "./core/package.ts";
import { manifestOf, type PackageOptions } from "./manifest.ts";

const encoder = new TextEncoder();

/** All that the package holds, by path and in the order of the paths. */
export function packageFiles(options: PackageOptions): PackageFiles {
  const files: [string, Uint8Array][] = ["assets", "translations"].flatMap((folder) => {
    const source = new URL(`${folder}/`, import.meta.url);
    return readdirSync(source).map((file): [string, Uint8Array] => [
      `${folder}/${file}`,
      readFileSync(new URL(file, source)),
    ]);
  });
  files.push(["manifest.json", encoder.encode(`${JSON.stringify(manifestOf(options), null, 2)}\n`)]);
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
