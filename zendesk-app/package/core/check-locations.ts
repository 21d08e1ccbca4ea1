import { error, isObject, type Finding, type Json, type PackageFiles } from "./package.ts";

/** Older names of products. */
const aliases: Record<string, string> = { zendesk: "support", zopim: "chat" };
const products = ["support", "chat", "sell"];
const supportLocations = [
  "ticket_sidebar",
  "new_ticket_sidebar",
  "user_sidebar",
  "organization_sidebar",
  "top_bar",
  "nav_bar",
  "background",
  "modal",
  "ticket_editor",
  "system_top_bar",
  "custom_object_record_sidebar",
];

/** Names of the products that a manifest has locations in. */
export function productsOf(manifest: Json): string[] {
  const { location } = manifest;
  return isObject(location) ? Object.keys(location).map((name) => aliases[name] ?? name) : [];
}

export function checkLocations({ location }: Json, files: PackageFiles): Finding[] {
  if (location === undefined) return [];
  if (!isObject(location)) return [error("location must name products, each with its locations")];
  return Object.entries(location).flatMap(([name, places]) => {
    const product = aliases[name] ?? name;
    if (!products.includes(product)) return [error(`there is no product ${name}`)];
    if (!isObject(places)) return [error(`location.${name} must be an object`)];
    return Object.entries(places).flatMap(([place, options]) => checkPlace(product, place, options, files));
  });
}

function checkPlace(product: string, place: string, options: unknown, files: PackageFiles): Finding[] {
  // What other products have is not known.
  if (product === "support" && !supportLocations.includes(place))
    return [error(`there is no location ${place}`)];
  const given: unknown = typeof options === "string" ? { url: options } : options;
  if (!isObject(given)) return [error(`${place} must have an address`)];
  const { url, autoLoad, flexible, signed, autoHide, objectTypes } = given;
  const found = Object.entries({ autoLoad, flexible, signed, autoHide })
    .filter(([, value]) => value !== undefined && typeof value !== "boolean")
    .map(([name]) => error(`${place}.${name} must be true or false`));
  return [...found, ...checkUrl(place, url, autoLoad !== false, files), ...checkObjects(place, objectTypes)];
}

function checkUrl(place: string, url: unknown, isLoaded: boolean, files: PackageFiles): Finding[] {
  if (url === undefined || url === "") return isLoaded ? [error(`${place} has no address`)] : [];
  if (typeof url !== "string") return [error(`the address of ${place} must be text`)];
  if (url === "_legacy") return [error(`${place} is a template of another framework`)];
  if (url.includes("{{setting.")) return [];
  const absolute = URL.parse(url);
  if (absolute !== null) {
    const isWeb = /^https?:$/.test(absolute.protocol);
    const isFine = absolute.protocol === "https:" || (isWeb && absolute.hostname === "localhost");
    return isFine ? [] : [error(`the address of ${place} must be https, or of localhost`)];
  }
  const exists = url.startsWith("assets/") && files.has(url.replace(/[?#].*$/, ""));
  return exists ? [] : [error(`the address of ${place} leads to no file: ${url}`)];
}

function checkObjects(place: string, types: unknown): Finding[] {
  const isForObjects = place === "custom_object_record_sidebar";
  if (!isForObjects) return types === undefined ? [] : [error(`${place} takes no objectTypes`)];
  const isFine =
    Array.isArray(types) &&
    types.length > 0 &&
    types.every((type) => typeof type === "string" && type.trim() !== "");
  return isFine ? [] : [error(`${place} must name its objectTypes`)];
}
