import type { Rolldown } from "vite";

/** The chunks of these files of the app and all they import, except by an import() that is not in the list. */
export function reach(chunks: Rolldown.OutputChunk[], files: readonly string[]): Set<Rolldown.OutputChunk> {
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
