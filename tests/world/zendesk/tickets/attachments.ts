import type { Account } from "../account.ts";
import type { AttachmentRecord } from "../records.ts";

export function attachmentJson(account: Account, attachment: AttachmentRecord) {
  return {
    url: `${account.origin}/api/v2/attachments/${attachment.id}.json`,
    id: attachment.id,
    file_name: attachment.fileName,
    content_url: `${account.origin}/attachments/token/${attachment.token}/`,
    content_type: attachment.contentType,
    size: attachment.content.length,
    inline: false,
    deleted: false,
    malware_access_override: false,
    thumbnails: [],
  };
}
