/** npm run build: the app into `dist`, in one go. */
import { join } from "node:path";
import { build } from "vite";
import { replaceBuild } from "./plugins/replace-build.ts";

const root = import.meta.dirname;

await replaceBuild(join(root, "dist"), join(root, "tmp"), (outDir) => build({ root, build: { outDir } }));
