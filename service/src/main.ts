import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before anything else is imported: compiled code kept from the last start saves a third of the next.
// Beside the code, where only those write who may change it: Node's own choice is a directory in /tmp.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/deskline", import.meta.url)));
await import("./run.ts");
