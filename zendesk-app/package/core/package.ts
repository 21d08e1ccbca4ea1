/** Path inside the package → content. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

export type AppPackage = { files: PackageFiles; symlinks: readonly string[] };

/** Errors keep Zendesk from taking a package, warnings do not. */
export type Finding = { level: "error" | "warning"; message: string };

export function error(message: string): Finding {
  return { level: "error", message };
}

export function warning(message: string): Finding {
  return { level: "warning", message };
}

export function textOf(files: PackageFiles, path: string): string | null {
  const content = files.get(path);
  return content === undefined ? null : new TextDecoder().decode(content);
}

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A URL of the web that names a host. */
export function isWebUrl(value: unknown): boolean {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "";
}
