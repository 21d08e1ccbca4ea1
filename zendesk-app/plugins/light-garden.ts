import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const fileOf = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../src/theme/light/${name}.ts`, import.meta.url)));

const math = "function math(";
/** What only a build for development reads. */
const propTypes =
  /^[\w$.]+\.displayName = '.*';$|^[\w$]+\.propTypes = \{$[\s\S]*?^\};$|^import PropTypes from 'prop-types';$/gm;

/** Gives Garden small functions in place of those of its libraries, of which it needs a tenth, and no dead weight. */
export function lightGarden(): Plugin {
  return {
    name: "deskline:light-garden",
    enforce: "pre",
    apply: "build",
    load: {
      filter: { id: /\/lodash\.(get|memoize)\/index\.js$/ },
      handler(id) {
        const name = id.includes("lodash.get") ? "get" : "memoize";
        return `export { ${name} as default } from ${fileOf(name)};`;
      },
    },
    transform: {
      filter: { id: [/\/polished\.esm\.js$/, /\/@zendeskgarden\/[\w-]+\/dist\/.*\.js$/] },
      handler(code, id) {
        if (id.endsWith("polished.esm.js")) {
          if (!code.includes(math)) this.error("polished has no function math any more");
          return `import { math } from ${fileOf("math")};\n${code.replace(math, "function itsOwnMath(")}`;
        }
        const without = code.replaceAll(propTypes, "");
        return without.includes("PropTypes.") ? null : without;
      },
    },
  };
}
