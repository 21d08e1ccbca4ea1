import { randomBytes } from "node:crypto";
import { z } from "zod";
import {
  endpoint,
  failure,
  invalid,
  numeral,
  numerals,
  pageOf,
  paging,
  success,
  type Endpoint,
} from "./api.ts";
import { party, type PbxTime } from "./cdr.ts";
import { displayTime } from "./local-time.ts";
import type { Recording } from "./records.ts";
import { sineWav, wavBytes } from "./wav.ts";

const LINK_VALID_MS = 30 * 60 * 1000;
const page = paging(["id", "time"]);

/** Recordings: listed by the API, fetched from a second address that is not below `/openapi`. */
export class Recordings {
  readonly #recordings: readonly Recording[];
  readonly #time: PbxTime;
  readonly #now: () => number;
  readonly #links = new Map<string, { recording: Recording; until: number }>();

  constructor(recordings: readonly Recording[], time: PbxTime, now: () => number) {
    this.#recordings = recordings;
    this.#time = time;
    this.#now = now;
  }

  endpoints(nameOf: (number: string) => string): Endpoint[] {
    const shown = (recording: Recording): Record<string, unknown> => this.#row(recording, nameOf);
    const byTime = (row: Record<string, unknown>): unknown => row.id;
    return [
      endpoint("GET", "recording/list", page, (wanted) => pageOf(this.#ready().map(shown), wanted, byTime)),
      endpoint(
        "GET",
        "recording/search",
        {
          ...page,
          start_time: numeral.optional(),
          end_time: numeral.optional(),
          caller: z.string().optional(),
          callee: z.string().optional(),
          ids: numerals.optional(),
        },
        (wanted) => {
          const found = this.#ready().filter(
            (recording) =>
              recording.at >= (wanted.start_time ?? 0) * 1000 &&
              recording.at <= (wanted.end_time ?? Infinity) * 1000 &&
              (wanted.caller === undefined || recording.from.number === wanted.caller) &&
              (wanted.callee === undefined || recording.to.number === wanted.callee) &&
              (wanted.ids === undefined || wanted.ids.includes(recording.id)),
          );
          return pageOf(found.map(shown), wanted, byTime);
        },
      ),
      endpoint(
        "GET",
        "recording/download",
        { id: numeral.optional(), file: z.string().optional() },
        ({ id, file }) => {
          if (id === undefined && file === undefined) {
            return invalid({ value: "id", validation_type: "required" });
          }
          const recording = this.#ready().find((each) => each.id === id || each.file === file);
          if (!recording) return failure(60001);
          const link = `/api/download/Recording-${randomBytes(8).toString("hex")}.wav`;
          this.#links.set(link, { recording, until: this.#now() + LINK_VALID_MS });
          return success({ file: recording.file, download_resource_url: link });
        },
      ),
    ];
  }

  /** The audio behind a download address; nothing once it is older than 30 minutes. */
  audio(link: string): { file: string; wav: Buffer } | null {
    const found = this.#links.get(link);
    if (!found || this.#now() >= found.until) return null;
    return { file: found.recording.file, wav: sineWav(found.recording.duration) };
  }

  #ready(): Recording[] {
    return this.#recordings.filter((recording) => recording.readyAt <= this.#now());
  }

  #row(recording: Recording, nameOf: (number: string) => string): Record<string, unknown> {
    const { id, at, uid, from, to, duration, type, file } = recording;
    return {
      id,
      time: displayTime(at, this.#time.timeZone, this.#time.displayFormat),
      uid,
      call_from: party(from, nameOf),
      call_to: party(to, nameOf),
      call_from_number: from.number,
      call_from_name: from.name || nameOf(from.number),
      call_to_number: to.number,
      call_to_name: to.name || nameOf(to.number),
      duration,
      size: wavBytes(duration),
      call_type: type,
      file,
    };
  }
}
