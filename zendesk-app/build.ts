/** npm run build: the app and the console into `dist`, in one go. */
import { join } from "node:path";
import { build } from "vite";
import { replaceBuild } from "./plugins/replace-build.ts";

const root = import.meta.dirname;

await replaceBuild(join(root, "dist"), join(root, "tmp"), async (outDir) => {
  await build({ root, build: { outDir } });
  await build({ root, configFile: join(root, "vite.console.config.ts"), build: { outDir } });
});
