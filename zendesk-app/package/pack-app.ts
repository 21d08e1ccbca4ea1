import manifest from "../package.json" with { type: "json" };
import type { PackageFiles } from "./core/package.ts";
import { packageFiles } from "./files.ts";
import { writeZip } from "./zip.ts";

/** Of the package, which is that of the service. */
export const appVersion = manifest.version;

/**
 * The address under which Zendesk opens the app's pages, from that of the service; null when it opens none there:
 * it has to be https, but for this machine, which goes by one name only.
 */
export function appAddress(serviceUrl: string): string | null {
  const url = URL.parse(serviceUrl);
  if (url === null || url.search !== "" || url.hash !== "") return null;
  if (["127.0.0.1", "[::1]"].includes(url.hostname)) url.hostname = "localhost";
  const isLocal = url.protocol === "http:" && url.hostname === "localhost";
  return url.protocol === "https:" || isLocal ? url.href.replace(/\/+$/, "") : null;
}

export type PackedFor = { address: string; integrationKey: string; name: string };

export function filesFor({ address, integrationKey, name }: PackedFor): PackageFiles {
  return packageFiles({ url: address, integrationKey, name, version: appVersion });
}

/** The package as it is uploaded to Zendesk; the same input makes the same bytes. */
export function packApp(options: PackedFor): Uint8Array<ArrayBuffer> {
  return new Uint8Array(writeZip(filesFor(options)));
}
