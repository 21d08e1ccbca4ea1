import { productsOf } from "./check-locations.ts";
import { readJsonObject } from "./json.ts";
import { error, isObject, textOf, type Finding, type Json, type PackageFiles } from "./package.ts";

const webhookKeys = ["name", "status", "endpoint", "http_method", "request_format"];

/** What each item of a type must have. */
const needed: Record<string, string[]> = {
  automations: ["title"],
  channel_integrations: ["manifest_url"],
  custom_objects: [],
  custom_objects_v2: [],
  macros: ["title"],
  organization_fields: ["key"],
  targets: ["title"],
  ticket_fields: ["title"],
  triggers: ["title"],
  user_fields: ["key"],
  views: ["title"],
  webhooks: webhookKeys,
};
const goneTargets = ["http_target", "url_target_v2"];
const maxItems = 5000;
const maxCustomObjects = 50;

export function checkRequirements(manifest: Json, files: PackageFiles): Finding[] {
  const text = textOf(files, "requirements.json");
  if (text === null) return [];
  const read = readJsonObject(text);
  if (read.kind === "wrong") return [error(`requirements.json ${read.why}`)];
  const types = Object.entries(read.value);
  const total = types.reduce((sum, [, items]) => sum + itemsOf(items).length, 0);
  const products = productsOf(manifest);
  const hasNoUse =
    manifest["marketingOnly"] === true || (products.length > 0 && products.every((one) => one === "chat"));
  return [
    ...(hasNoUse ? [error("such an app may have no requirements.json")] : []),
    ...read.duplicates.map((key) => error(`requirements.json has the key ${key} twice`)),
    ...(total > maxItems ? [error(`requirements.json has more than ${maxItems} items`)] : []),
    ...types.flatMap(([type, items]) => checkType(type, items)),
  ];
}

function checkType(type: string, items: unknown): Finding[] {
  const keys = needed[type];
  if (keys === undefined) return [error(`requirements.json: there is no type ${type}`)];
  const list = itemsOf(items);
  const tooMany =
    (type === "custom_objects" && customObjects(items) > maxCustomObjects) ||
    (type === "channel_integrations" && list.length > 1);
  return [
    ...(tooMany ? [error(`requirements.json has too many ${type}`)] : []),
    ...(type === "custom_objects" ? [] : list.flatMap(([name, item]) => checkItem(type, name, item, keys))),
  ];
}

function checkItem(type: string, name: string, item: unknown, keys: string[]): Finding[] {
  if (!isObject(item)) return [error(`requirements.json: ${type}.${name} must be an object`)];
  const gone = type === "targets" && goneTargets.includes(String(item["type"]));
  return [
    ...keys
      .filter((key) => item[key] === undefined || item[key] === "")
      .map((key) => error(`requirements.json: ${type}.${name} lacks ${key}`)),
    ...(gone ? [error(`requirements.json: targets of the type ${String(item["type"])} are no more`)] : []),
  ];
}

function itemsOf(items: unknown): [string, unknown][] {
  return isObject(items) ? Object.entries(items) : [];
}

function customObjects(items: unknown): number {
  return itemsOf(items).reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 1), 0);
}
