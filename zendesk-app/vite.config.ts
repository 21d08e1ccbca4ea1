import { createRequire } from "node:module";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { checkedMessages } from "./plugins/checked-messages.ts";
import { compiledSchemas } from "./plugins/compiled-schemas.ts";
import { compressed } from "./plugins/compressed.ts";
import { lightGarden } from "./plugins/light-garden.ts";
import { preloads } from "./plugins/preloads.ts";
import { sizeReport } from "./plugins/size-report.ts";
import { svgComponents } from "./plugins/svg-components.ts";
import { zafSdk } from "./plugins/zaf-sdk.ts";

export default defineConfig({
  base: "/app-assets/",
  plugins: [
    checkedMessages(),
    compiledSchemas(),
    lightGarden(),
    svgComponents(),
    react(),
    preloads(),
    sizeReport(),
    compressed(),
    zafSdk(),
  ],
  resolve: {
    alias: [
      {
        // The package gives importers a script that holds the data; the page fetches the data itself.
        find: /^libphonenumber-js\/metadata\.min\.json(?=\?url$)/,
        replacement: createRequire(import.meta.url).resolve("libphonenumber-js/metadata.min.json"),
      },
    ],
  },
  // The service puts a fresh one in its place with each page.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    // plugins/preloads.ts does it, for each location and sooner.
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Chromium then compiles all of a file beside the main thread, as it comes: most of it runs at once.
        postBanner: ({ name }) => (name === "opened" ? "" : "//# allFunctionsCalledOnLoad"),
        codeSplitting: {
          // Each takes along all it imports: fewer files, which are smaller compressed.
          groups: [
            {
              name: "start",
              test: /src\/(main|i18n\/load-i18n|calls\/(hold-place|core\/own-part)|live\/(dial-out|find-frame|schema|stream|typing))\.ts$/,
              priority: 2,
            },
            { name: "begin", test: /src\/begin\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
});
