import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Writes each file compressed beside itself, so that the service need not do it with every load. */
export function compressed(): Plugin {
  return {
    name: "deskline:compressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css|json)$/.test(fileName));
      await Promise.all(
        files.map((file) => {
          const content = file.type === "chunk" ? file.code : file.source;
          return writeFile(join(dir, `${file.fileName}.gz`), gzipSync(content, { level: 9 }));
        }),
      );
    },
  };
}
