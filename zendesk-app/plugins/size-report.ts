import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const limitBytes = 150_000;
/** What a sidebar loads by itself, without anybody touching it, in one language. */
const begins = [
  "src/main.ts",
  "src/render.tsx",
  "src/locations/TicketSidebar.tsx",
  "src/i18n/messages/de.ts",
  "src/phones/read.ts",
];
/** What a sidebar may load besides, when an agent asks for it. */
const onDemand = [
  "src/ui/SettingsPanel.tsx",
  "src/ui/NoteField.tsx",
  "src/ui/TransferBox.tsx",
  "src/ui/ContactBox.tsx",
];

/** Prints how much JavaScript the ticket sidebar loads, compressed, and fails the build above what was promised. */
export function sizeReport(): Plugin {
  return {
    name: "deskline:size-report",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const first = reach(chunks, begins);
      const all = reach(chunks, [...begins, ...onDemand]);
      this.info(
        `sidebar JavaScript, gzip: ${kilobytes(first)} at first, ${kilobytes(all)} with everything opened`,
      );
      if (sizeOf(first) > limitBytes) this.error(`The sidebar may load ${limitBytes / 1000} kB at first.`);
    },
  };
}

/** The chunks of these files and all they import, except by an import() that is not in the list. */
function reach(chunks: Rolldown.OutputChunk[], files: string[]): Set<Rolldown.OutputChunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) add(byName.get(name));
  };
  for (const file of files) {
    add(chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/zendesk-app/${file}`))));
  }
  return found;
}

function sizeOf(chunks: Iterable<Rolldown.OutputChunk>): number {
  return [...chunks].reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0);
}

function kilobytes(chunks: Iterable<Rolldown.OutputChunk>): string {
  return `${(sizeOf(chunks) / 1000).toFixed(1)} kB`;
}
