import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { reach } from "./reach.ts";

const limitBytes = 150_000;
/** What each frame loads in one language, before its own view. */
const everywhere = ["src/main.ts", "src/begin.ts", "src/i18n/messages/de.ts"];
/** What it may load besides, when an agent asks for it. */
const onDemand = ["src/ui/opened.ts"];
const views = [
  { name: "sidebar", file: "src/locations/sidebars.tsx", promised: "everything" },
  { name: "top bar", file: "src/locations/top-bar.tsx", promised: "at first" },
];

/** Prints how much JavaScript the views load, compressed, and fails the build above what was promised. */
export function sizeReport(): Plugin {
  return {
    name: "deskline:size-report",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      for (const { name, file, promised } of views) {
        const begins = reach(chunks, [...everywhere, file]);
        const all = reach(chunks, [...everywhere, file, ...onDemand]);
        this.info(
          `${name} JavaScript, gzip: ${kilobytes(begins)} at first, ${kilobytes(all)} with everything opened`,
        );
        if (sizeOf(promised === "everything" ? all : begins) > limitBytes)
          this.error(`The ${name} may load ${limitBytes / 1000} kB, ${promised}.`);
      }
    },
  };
}

function sizeOf(chunks: Iterable<Rolldown.OutputChunk>): number {
  return [...chunks].reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0);
}

function kilobytes(chunks: Iterable<Rolldown.OutputChunk>): string {
  return `${(sizeOf(chunks) / 1000).toFixed(1)} kB`;
}
