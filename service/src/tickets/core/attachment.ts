import { htmlEscape } from "./html.ts";

/** What goes to the helpdesk with a journal: files that are there already, and what is said of those that are not. */
export type Attachment = { uploads: string[]; remark: string | null };

export const noAttachment: Attachment = { uploads: [], remark: null };

/** Why a recording is not attached. */
export type NotAttached = "too_large" | "not_ready" | "gone" | "unreachable" | "refused" | "late" | "expired";

/** More Zendesk does not take. */
export const largestFileBytes = 50 * 1024 * 1024;

const remarks: Record<NotAttached, string> = {
  too_large: "The recording is larger than the 50 MB that Zendesk takes",
  not_ready: "The PBX had not written the recording yet",
  gone: "The PBX does not have the recording",
  unreachable: "The PBX did not give the recording out",
  refused: "Zendesk did not take the recording",
  late: "The recording did not come in time",
  expired: "The recording is older than recordings are kept",
};

/** Recordings that a journal has asked for; `endsAt` is null while they are on their way. */
export type Asked = {
  wantedUntil: Date;
  tokens: string[];
  missing: NotAttached | null;
  endsAt: Date | null;
};

/** Zendesk forgets a file that no comment has taken after 60 minutes; those last it may need for its way there. */
export const uploadLifeMs = 55 * 60_000;

/** How recordings stand that are to come with a journal: not asked for, or not any more; still coming; or what there is. */
export function standingOfUploads(
  asked: Asked | null,
  now: number,
): "unasked" | "coming" | { tokens: string[]; missing: NotAttached | null } {
  if (asked === null) return "unasked";
  const { wantedUntil, tokens, missing, endsAt } = asked;
  if (now >= (endsAt?.getTime() ?? wantedUntil.getTime() + uploadLifeMs)) return "unasked";
  if (endsAt !== null) return { tokens, missing };
  return now < wantedUntil.getTime() ? "coming" : { tokens: [], missing: "late" };
}

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

/** Whether a file on a ticket has the name of a recording of ours. What was taken out has another name. */
export function isRecording(fileName: string): boolean {
  return /^recording(-\d+)?\.(wav|mp3)$/.test(fileName);
}
