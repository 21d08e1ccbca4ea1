import type { Catalogue } from "../../../i18n/translate.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** Both languages of the console, to be checked against each other; the page loads one. */
export const consoleCatalogues: Record<string, Catalogue> = { en, "zh-CN": zhCn };
