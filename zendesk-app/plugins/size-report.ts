import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { reach } from "./reach.ts";

const limitBytes = 150_000;
/** What each frame loads in one language, before its own view. */
const everywhere = ["src/main.ts", "src/render.tsx", "src/i18n/messages/de.ts", "src/phones/read.ts"];
/** What it may load besides, when an agent asks for it. */
const onDemand = [
  "src/ui/SettingsPanel.tsx",
  "src/ui/NoteField.tsx",
  "src/ui/TransferBox.tsx",
  "src/ui/ContactBox.tsx",
];
/** `soon` is loaded by itself as well, a moment after what is first seen. */
const views = [
  { name: "sidebar", first: ["src/locations/TicketSidebar.tsx"], soon: [] },
  {
    name: "top bar",
    first: ["src/features/top-bar/TopBar.tsx"],
    soon: ["src/features/top-bar/NowTab.tsx"],
  },
];

/** Prints how much JavaScript the views load, compressed, and fails the build above what was promised. */
export function sizeReport(): Plugin {
  return {
    name: "deskline:size-report",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      for (const { name, first, soon } of views) {
        const begins = reach(chunks, [...everywhere, ...first]);
        const later = reach(chunks, [...everywhere, ...first, ...soon]);
        const all = reach(chunks, [...everywhere, ...first, ...soon, ...onDemand]);
        this.info(
          `${name} JavaScript, gzip: ${kilobytes(begins)} at first, ${kilobytes(later)} a moment later, ${kilobytes(all)} with everything opened`,
        );
        if (sizeOf(begins) > limitBytes) this.error(`The ${name} may load ${limitBytes / 1000} kB at first.`);
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
