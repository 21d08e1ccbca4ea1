import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/** Turns an imported `.svg` of Garden's into a React component that takes the properties of an `svg` element. */
export function svgComponents(): Plugin {
  return {
    name: "deskline:svg-components",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(".svg")) return null;
      const [, attributes = "", children = ""] =
        /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(await readFile(id, "utf8")) ?? [];
      const fixed = Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      );
      const inner = children.replaceAll(/\s*\n\s*/g, "");
      return {
        moduleType: "js",
        code: [
          `import { createElement } from "react";`,
          `const fixed = ${JSON.stringify({ ...fixed, "aria-hidden": true })};`,
          `const html = { __html: ${JSON.stringify(inner)} };`,
          `export default function Icon(props) {`,
          `  return createElement("svg", { ...fixed, ...props, dangerouslySetInnerHTML: html });`,
          `}`,
        ].join("\n"),
      };
    },
  };
}
