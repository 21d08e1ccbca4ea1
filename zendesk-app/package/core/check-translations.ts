import { localePattern } from "./check-manifest.ts";
import { productsOf } from "./check-locations.ts";
import { readJsonObject } from "./json.ts";
import { error, isObject, textOf, type Finding, type Json, type PackageFiles } from "./package.ts";

const listing = ["short_description", "installation_instructions", "long_description"];

export function checkTranslations(manifest: Json, files: PackageFiles): Finding[] {
  const { defaultLocale } = manifest;
  const paths = [...files.keys()].filter((path) => path.startsWith("translations/"));
  const found = paths.flatMap((path) => checkFile(path, textOf(files, path) ?? "", manifest));
  if (typeof defaultLocale === "string" && !paths.includes(`translations/${defaultLocale}.json`))
    found.push(error(`there are no translations of the defaultLocale ${defaultLocale}`));
  return found;
}

function checkFile(path: string, text: string, manifest: Json): Finding[] {
  const locale = /^translations\/([^/]+)\.json$/.exec(path)?.[1];
  if (locale === undefined || !localePattern.test(locale))
    return [error(`${path} is not named for a locale`)];
  const read = readJsonObject(text);
  if (read.kind === "wrong") return [error(`${path} ${read.why}`)];
  const app = read.value["app"];
  return [
    ...(isObject(app) ? [...checkLeaves(path, app["package"]), ...checkLabels(path, app["parameters"])] : []),
    ...(locale === "en" ? checkEnglish(path, app, manifest) : []),
  ];
}

/** The subtree `package` is read by Zendesk itself, as texts with a title for translators. */
function checkLeaves(path: string, tree: unknown): Finding[] {
  if (tree === undefined) return [];
  const isLeaf =
    isObject(tree) &&
    Object.keys(tree).toSorted().join() === "title,value" &&
    Object.values(tree).every((one) => typeof one === "string");
  if (isLeaf) return [];
  if (!isObject(tree)) return [error(`${path} has texts of app.package without title and value`)];
  return Object.values(tree).flatMap((branch) => checkLeaves(path, branch));
}

function checkLabels(path: string, parameters: unknown): Finding[] {
  if (parameters === undefined) return [];
  if (!isObject(parameters)) return [error(`${path}: app.parameters must be an object`)];
  return Object.entries(parameters)
    .filter(([, texts]) => !isObject(texts) || typeof texts["label"] !== "string")
    .map(([name]) => error(`${path}: app.parameters.${name} has no label`));
}

/** What the listing says: once for all products, or for each of them. */
function checkEnglish(path: string, app: unknown, manifest: Json): Finding[] {
  if (!isObject(app)) return [error(`${path} has no app`)];
  const needed = manifest["private"] === false ? ["name", ...listing] : ["name"];
  const products = productsOf(manifest);
  const own = Object.keys(app).filter((key) => ["support", "chat", "sell"].includes(key));
  if (own.length === 0) return lacking(path, "app", app, needed);
  const strange = own.filter((product) => !products.includes(product));
  return [
    ...strange.map((product) => error(`${path}: the app has no locations in ${product}`)),
    ...products.flatMap((product) => {
      const texts = app[product];
      return lacking(path, `app.${product}`, isObject(texts) ? { ...app, ...texts } : app, needed);
    }),
  ];
}

function lacking(path: string, where: string, texts: Json, needed: string[]): Finding[] {
  return needed
    .filter((name) => typeof texts[name] !== "string")
    .map((name) => error(`${path}: ${where}.${name} is missing`));
}
