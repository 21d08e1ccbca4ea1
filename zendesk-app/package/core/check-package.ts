import { checkFiles } from "./check-files.ts";
import { checkLocations } from "./check-locations.ts";
import { checkManifest } from "./check-manifest.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkRequirements } from "./check-requirements.ts";
import { checkTranslations } from "./check-translations.ts";
import { readJsonObject } from "./json.ts";
import { error, textOf, type AppPackage, type Finding } from "./package.ts";

/**
 * What Zendesk's validator would say of a package (zendesk-app-framework.md, section 1.4): the rules of its
 * open source, written anew.
 */
export function checkPackage(app: AppPackage): Finding[] {
  const { files } = app;
  const text = textOf(files, "manifest.json");
  if (text === null) {
    const nested = [...files.keys()].find((path) => /^[^/]+\/manifest\.json$/.test(path));
    return [
      error(nested === undefined ? "Could not find manifest.json" : `${nested} is not at the package's root`),
    ];
  }
  const read = readJsonObject(text);
  if (read.kind === "wrong") return [error(`manifest.json ${read.why}`)];
  const manifest = read.value;
  return [
    ...read.duplicates.map((key) => error(`manifest.json has the key ${key} twice`)),
    ...checkManifest(manifest, app),
    ...checkLocations(manifest, files),
    ...checkParameters(manifest),
    ...checkTranslations(manifest, files),
    ...checkRequirements(manifest, files),
    ...checkFiles(files),
  ];
}
