import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage } from "./core/check-package.ts";
import type { PackageFiles } from "./core/package.ts";
import { appAddress, appVersion, filesFor } from "./pack-app.ts";
import { PackageError } from "./package-error.ts";
import { readZip, writeZip } from "./zip.ts";

export type MakeOptions = {
  url: string;
  integrationKey: string;
  name: string;
  /** Folder in which the package is made. */
  out?: string;
};

export type MadePackage = {
  zip: string;
  /** The same, unpacked, as zcli's commands take it. */
  folder: string;
  warnings: string[];
};

const tmp = fileURLToPath(new URL("../tmp", import.meta.url));

/** What zcli keeps in an app's folder for itself. */
const ofZcli = ["zcli.apps.config.json", ".zcliignore"];

/**
 * Makes the app's package: laid out as a folder, packed by zcli, checked by Zendesk's rules, and packed again
 * so that the same input makes the same bytes. @throws {PackageError} when Zendesk would not take it
 */
export async function makePackage(options: MakeOptions): Promise<MadePackage> {
  const { url, integrationKey, name, out = tmp } = options;
  const folder = join(out, `deskline-${integrationKey}`);
  writeFolder(folder, filesFor({ address: checkUrl(url), integrationKey, name }));
  const packed = await packWithZcli(folder);
  const findings = checkPackage(packed);
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.length > 0)
    throw new PackageError(
      ["Zendesk would not take the package:", ...errors.map((one) => `- ${one.message}`)].join("\n"),
    );
  const zip = join(out, `deskline-${appVersion}.zip`);
  writeFileSync(zip, writeZip(packed.files));
  return { zip, folder, warnings: findings.map(({ message }) => message) };
}

function checkUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "")
    throw new PackageError("--url must be an address such as https://deskline.example.com");
  const address = appAddress(text);
  if (address === null)
    throw new PackageError("--url must begin with https://: Zendesk opens no other addresses");
  return address;
}

/** What zcli noted there of an earlier upload stays: with it `apps:update` finds the app again. */
function writeFolder(folder: string, files: PackageFiles): void {
  for (const part of ["assets", "translations"]) rmSync(join(folder, part), { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, ".zcliignore"), `${ofZcli.join("\n")}\n`);
}

/**
 * zcli packs before it asks Zendesk to validate; its command fails without an account, so that only the
 * packing is called here.
 */
async function packWithZcli(folder: string) {
  const zcli = import.meta.resolve("@zendesk/zcli/package.json");
  const library: { createAppPkg(folder: string): Promise<string> } = createRequire(zcli)(
    "@zendesk/zcli-apps/dist/lib/package",
  );
  const path = await library.createAppPkg(folder);
  const packed = readZip(readFileSync(path));
  rmSync(dirname(path), { recursive: true });
  return packed;
}
