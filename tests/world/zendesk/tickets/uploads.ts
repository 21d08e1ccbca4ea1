import { iso, randomToken } from "../account.ts";
import type { AttachmentRecord } from "../records.ts";
import { created, noContent, type Call, type Reply, type Route } from "../server/call.ts";
import { invalidAttribute, recordNotFound, Refusal } from "../server/refusal.ts";
import { attachmentJson } from "./attachments.ts";

type Upload = { token: string; attachments: AttachmentRecord[]; expiresAt: number };

export type Uploads = {
  /** Hands out the files of an upload once; null when the token is unknown, used or expired. */
  take(token: string): AttachmentRecord[] | null;
  /** Content by the token in an attachment's `content_url`. */
  content(token: string): AttachmentRecord | undefined;
  readonly routes: Route[];
};

const lifeMs = 60 * 60_000;
const maxBytes = 50 * 1024 * 1024;

export function createUploads(now: () => number): Uploads {
  const uploads = new Map<string, Upload>();
  const files = new Map<string, AttachmentRecord>();

  function post(call: Call): Reply {
    const fileName = call.query.get("filename");
    const contentType = call.headers.get("content-type");
    if (!fileName) throw invalidAttribute("filename", "filename is missing");
    if (contentType === null) throw invalidAttribute("Content-Type", "Content-Type is missing");
    if (call.raw.length === 0) throw invalidAttribute("body", "the file is empty");
    if (call.raw.length > maxBytes) {
      throw new Refusal(413, { error: "AttachmentTooLarge", description: "The attachment is too large" });
    }
    const token = call.query.get("token") ?? randomToken(16);
    const upload = uploads.get(token) ?? { token, attachments: [], expiresAt: now() + lifeMs };
    if (call.query.has("token") && !uploads.has(token)) throw recordNotFound();
    const attachment: AttachmentRecord = {
      id: call.account.nextId(),
      fileName,
      contentType,
      content: call.raw,
      token: randomToken(12),
    };
    upload.attachments.push(attachment);
    uploads.set(token, upload);
    files.set(attachment.token, attachment);
    const attachments = upload.attachments.map((one) => attachmentJson(call.account, one));
    return created({
      upload: { token, expires_at: iso(upload.expiresAt), attachment: attachments.at(-1), attachments },
    });
  }

  const scope = { resource: "tickets", access: "write" } as const;
  return {
    take(token) {
      const upload = uploads.get(token);
      if (upload === undefined || upload.expiresAt <= now()) return null;
      uploads.delete(token);
      return upload.attachments;
    },
    content: (token) => files.get(token),
    routes: [
      {
        method: "POST",
        path: "/api/v2/uploads",
        scope,
        who: "anyone",
        accepts: "bytes",
        query: ["filename", "token"],
        handle: post,
      },
      {
        method: "DELETE",
        path: "/api/v2/uploads/:token",
        scope,
        who: "anyone",
        handle: (call) => {
          if (!uploads.delete(call.params["token"] ?? "")) throw recordNotFound();
          return noContent();
        },
      },
    ],
  };
}
