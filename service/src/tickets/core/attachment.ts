import { htmlEscape } from "./html.ts";

/** What goes to the helpdesk with a journal: files that are there already, and what is said of those that are not. */
export type Attachment = { uploads: string[]; remark: string | null };

export const noAttachment: Attachment = { uploads: [], remark: null };

/** Why a recording is not attached. */
export type NotAttached = "too_large" | "not_ready" | "gone" | "unreachable" | "refused";

/** More Zendesk does not take. */
export const largestFileBytes = 50 * 1024 * 1024;

const remarks: Record<NotAttached, string> = {
  too_large: "The recording is larger than the 50 MB that Zendesk takes",
  not_ready: "The PBX had not written the recording yet",
  gone: "The PBX does not have the recording",
  unreachable: "The PBX did not give the recording out",
  refused: "Zendesk did not take the recording",
};

/** Said on the ticket. */
export function remarkOf(why: NotAttached): string {
  return `${remarks[why]}: it is not attached.`;
}

/** A journal with what is said of the recording beneath it. */
export function withRemark(html: string, remark: string | null): string {
  return remark === null ? html : `${html}<p>${htmlEscape(remark)}</p>`;
}

/** The recordings of a call by names that hold no number. */
export function fileNameOf(index: number, mediaType: string): string {
  const ending = mediaType === "audio/mpeg" ? "mp3" : "wav";
  return `recording${index === 0 ? "" : `-${index + 1}`}.${ending}`;
}
