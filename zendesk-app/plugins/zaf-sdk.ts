import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

/**
 * Builds `zaf_sdk.js` from the SDK's copy on npm, for tests, the demo and networks that cannot reach Zendesk's CDN. In
 * production the page loads Zendesk's own build.
 */
export function zafSdk(): Plugin {
  let outDir = "";
  return {
    name: "deskline:zaf-sdk",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        logLevel: "warn",
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          lib: {
            entry: fileURLToPath(import.meta.resolve("zendesk_app_framework_sdk")),
            formats: ["iife"],
            name: "ZAFClient",
            fileName: () => "zaf_sdk.js",
          },
        },
      });
    },
  };
}
