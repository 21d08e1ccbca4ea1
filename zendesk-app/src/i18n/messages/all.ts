import type { Catalogue } from "../translate.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";
import { zhCn } from "./zh-cn.ts";

/** Every language at once, to be checked against each other; the app loads one. */
export const catalogues: Record<string, Catalogue> = { en, "zh-CN": zhCn, de, es, fr, ja, "pt-BR": ptBr };
