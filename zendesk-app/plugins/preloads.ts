import type { Location } from "@deskline/shared/app";
import type { Plugin } from "vite";
import { reach } from "./reach.ts";

const sidebar = ["src/begin.ts", "src/locations/sidebars.tsx"];

const begins: Record<Location, string[]> = {
  ticket_sidebar: sidebar,
  new_ticket_sidebar: sidebar,
  user_sidebar: sidebar,
  nav_bar: sidebar,
  top_bar: ["src/begin.ts", "src/locations/top-bar.tsx"],
  background: ["src/features/background/run.ts"],
};

/**
 * Writes into the page what each location will load, so that the browser fetches all of it at once instead of finding
 * it file by file. They are comments of one line; the service opens the one of the location.
 */
export function preloads(): Plugin {
  let base = "/";
  return {
    name: "deskline:preloads",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const files = Object.values(bundle);
        const chunks = files.filter((file) => file.type === "chunk");
        const data = files.find(({ fileName }) => /metadata\.min-[\w-]+\.json$/.test(fileName));
        if (data === undefined) throw new Error("the build has no rules of phone numbers");
        const comments = Object.entries(begins).map(([location, start]) => {
          const loaded = [...reach(chunks, start)];
          const styles = loaded.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
          const links = [
            ...styles.map((name) => `<link rel="stylesheet" crossorigin href="${base}${name}">`),
            ...loaded.map(
              ({ fileName }) => `<link rel="modulepreload" crossorigin href="${base}${fileName}">`,
            ),
          ];
          if (location !== "background")
            links.push(`<link rel="preload" as="fetch" crossorigin href="${base}${data.fileName}">`);
          return `<!--deskline:preload ${location} ${links.join("")}-->`;
        });
        return html.replace("</head>", () => `${comments.join("\n")}\n</head>`);
      },
    },
  };
}
