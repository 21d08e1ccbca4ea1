import { enableCompileCache } from "node:module";

// Before anything else is imported: compiled code kept from the last start halves the time to the next.
enableCompileCache();
await import("./run.ts");
