import { error, isObject, isWebUrl, type AppPackage, type Finding, type Json } from "./package.ts";

export const localePattern = /^[a-z]{2,3}(-\w{2,3})?$/;

const booleans = ["requirementsOnly", "marketingOnly", "singleInstall", "signedUrls", "private"];
const strings = [
  "defaultLocale",
  "version",
  "frameworkVersion",
  "remoteInstallationURL",
  "termsConditionsURL",
  "gaID",
];
const knownExperiments = ["hashParams", "newCssCompiler"];
const sourceFile = /^(app\.(js|css)|lib\/.*\.js|templates\/.*)$/;

/** What stands in the manifest beside locations and parameters. */
export function checkManifest(manifest: Json, { files, symlinks }: AppPackage): Finding[] {
  return [
    ...missing(manifest),
    ...wrongTypes(manifest),
    ...values(manifest),
    ...onlyKinds(manifest, [...files.keys()]),
    ...(manifest["private"] === false ? marketplace(manifest, symlinks) : []),
  ];
}

/** An app that is nothing but requirements, or a listing, has neither code nor places. */
function isCodeless(manifest: Json): boolean {
  return manifest["requirementsOnly"] === true || manifest["marketingOnly"] === true;
}

function missing(manifest: Json): Finding[] {
  const always = ["author", "defaultLocale"];
  const needed = isCodeless(manifest) ? always : [...always, "location", "frameworkVersion"];
  return needed
    .filter((name) => manifest[name] === undefined)
    .map((name) => error(`manifest.json lacks ${name}`));
}

function wrongTypes(manifest: Json): Finding[] {
  const { author, experiments, domainWhitelist, parameters } = manifest;
  const isOf = (name: string, type: string): boolean =>
    manifest[name] === undefined || typeof manifest[name] === type;
  const strangeAuthor =
    author !== undefined &&
    (!isObject(author) || Object.values(author).some((one) => typeof one !== "string"));
  const strangeHosts =
    domainWhitelist !== undefined &&
    !(Array.isArray(domainWhitelist) && domainWhitelist.every((one) => typeof one === "string"));
  return [
    ...booleans
      .filter((name) => !isOf(name, "boolean"))
      .map((name) => error(`${name} must be true or false`)),
    ...strings.filter((name) => !isOf(name, "string")).map((name) => error(`${name} must be text`)),
    ...(strangeAuthor ? [error("author must have texts")] : []),
    ...(experiments !== undefined && !isObject(experiments) ? [error("experiments must be an object")] : []),
    ...(strangeHosts ? [error("domainWhitelist must be a list of texts")] : []),
    ...(parameters !== undefined && !Array.isArray(parameters) ? [error("parameters must be a list")] : []),
  ];
}

function values(manifest: Json): Finding[] {
  const { frameworkVersion, defaultLocale, author, termsConditionsURL, noTemplate } = manifest;
  const found: Finding[] = [];
  if (frameworkVersion !== undefined && frameworkVersion !== "2.0")
    found.push(error("frameworkVersion must be 2.0"));
  if (typeof defaultLocale === "string" && !localePattern.test(defaultLocale))
    found.push(error(`defaultLocale ${defaultLocale} is not a locale`));
  if (isObject(author) && author["url"] !== undefined && !isWebUrl(author["url"]))
    found.push(error("author.url is not an address of the web"));
  if (termsConditionsURL !== undefined && !isWebUrl(termsConditionsURL))
    found.push(error("termsConditionsURL is not an address of the web"));
  if (noTemplate !== undefined) found.push(error("noTemplate is of another framework"));
  return found;
}

function onlyKinds(manifest: Json, paths: string[]): Finding[] {
  if (!isCodeless(manifest)) return [];
  const kind = manifest["marketingOnly"] === true ? "marketingOnly" : "requirementsOnly";
  const forbidden = ["location", "frameworkVersion", ...(kind === "marketingOnly" ? ["parameters"] : [])];
  return [
    ...forbidden
      .filter((name) => manifest[name] !== undefined)
      .map((name) => error(`a ${kind} app has no ${name}`)),
    ...paths.filter((path) => sourceFile.test(path)).map((path) => error(`a ${kind} app has no ${path}`)),
    ...(kind === "marketingOnly" && manifest["private"] !== false
      ? [error("a marketingOnly app is not private")]
      : []),
  ];
}

function marketplace({ experiments }: Json, symlinks: readonly string[]): Finding[] {
  const unknown = Object.keys(isObject(experiments) ? experiments : {}).filter(
    (name) => !knownExperiments.includes(name),
  );
  return [
    ...symlinks.map((path) => error(`${path} is a symbolic link`)),
    ...unknown.map((name) => error(`the experiment ${name} is not for the Marketplace`)),
  ];
}
