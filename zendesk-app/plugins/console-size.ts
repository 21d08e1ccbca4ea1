import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { reach } from "./reach.ts";

/** Prints how much JavaScript the console loads, compressed, before its first page. */
export function consoleSize(): Plugin {
  return {
    name: "deskline:console-size",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const first = reach(chunks, ["src/console/main.tsx", "src/console/i18n/messages/en.ts"]);
      this.info(`console JavaScript, gzip: ${kilobytes(first)} at first, ${kilobytes(chunks)} in all`);
    },
  };
}

function kilobytes(chunks: Iterable<{ code: string }>): string {
  const sum = [...chunks].reduce((total, { code }) => total + gzipSync(code, { level: 9 }).length, 0);
  return `${(sum / 1000).toFixed(1)} kB`;
}
