import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { checkedMessages } from "./plugins/checked-messages.ts";
import { compiledSchemas } from "./plugins/compiled-schemas.ts";
import { compressed } from "./plugins/compressed.ts";
import { consoleSize } from "./plugins/console-size.ts";
import { svgComponents } from "./plugins/svg-components.ts";

/**
 * The console's page, after the app's and into the same directory. They are built apart so that what the console needs
 * never changes what a sidebar loads.
 */
export default defineConfig({
  base: "/app-assets/",
  plugins: [checkedMessages(), compiledSchemas(), svgComponents(), react(), consoleSize(), compressed()],
  // The service puts a fresh one in its place with each page.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    emptyOutDir: false,
    target: "es2023",
    modulePreload: false,
    assetsInlineLimit: 0,
    // consoleSize tells it better.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: "console.html" },
  },
});
