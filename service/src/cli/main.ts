import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// As in service/src/main.ts, for the next command.
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/deskline", import.meta.url)));
await import("./program.ts");
