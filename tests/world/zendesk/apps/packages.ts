import { checkPackage } from "@deskline/zendesk-app/package/core/check-package";
import type { AppPackage, PackageFiles } from "@deskline/zendesk-app/package/core/package";
import { readZip } from "@deskline/zendesk-app/package/zip";
import type { Call } from "../server/call.ts";
import { invalidAttribute } from "../server/refusal.ts";

/** The file in a field of a multipart body. */
export async function readUpload(call: Call, field: string): Promise<Uint8Array> {
  const contentType = call.headers.get("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data"))
    throw invalidAttribute("Content-Type", "multipart/form-data is needed");
  const headers = { "content-type": contentType };
  const form = await new Response(new Uint8Array(call.raw), { headers }).formData();
  const file = form.get(field);
  if (!(file instanceof File)) throw invalidAttribute(field, `${field} is missing`);
  return new Uint8Array(await file.arrayBuffer());
}

/** What Zendesk's validator makes of a package. */
export function readPackage(
  zip: Uint8Array,
): { kind: "valid"; files: PackageFiles } | { kind: "wrong"; why: string } {
  const app = unpacked(zip);
  if (app === null) return { kind: "wrong", why: "Invalid zip file" };
  const errors = checkPackage(app).filter(({ level }) => level === "error");
  if (errors.length === 0) return { kind: "valid", files: app.files };
  return { kind: "wrong", why: errors.map(({ message }) => message).join("\n") };
}

function unpacked(zip: Uint8Array): AppPackage | null {
  try {
    return readZip(zip);
  } catch {
    return null;
  }
}
