import type { Plugin } from "vite";
import { consoleCatalogues } from "../src/console/i18n/messages/all.ts";
import { mistakesIn } from "../src/i18n/check.ts";
import { catalogues } from "../src/i18n/messages/all.ts";

/** Fails the build when a language lacks a message, has one too many, or fills in other values than English does. */
export function checkedMessages(): Plugin {
  return {
    name: "deskline:checked-messages",
    apply: "build",
    buildStart() {
      const mistakes = [...mistakesIn(catalogues), ...mistakesIn(consoleCatalogues)];
      if (mistakes.length > 0) this.error(mistakes.join("\n"));
    },
  };
}
