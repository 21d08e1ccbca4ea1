import { LiveMessage } from "@deskline/shared/app";
import { z } from "zod";

/** What the frames of one browser tab say to each other: one holds the stream, the background, and feeds the others. */

/** Whom a frame shows, beside the agent's own calls. */
export const Watch = z.object({ users: z.array(z.number()), numbers: z.array(z.string()) });
export type Watch = z.infer<typeof Watch>;

/** `connecting` becomes `lost` when it takes long enough to be told. */
export const StreamState = z.enum(["connecting", "live", "lost"]);
export type StreamState = z.infer<typeof StreamState>;

/** `deskline.hello`, background to all: it is there, whoever watches something says so again. */
export const Hello = z.object({ from: z.string() });

/** `deskline.watch`, a frame to the background; replaces what that frame watched before. Versions count up. */
export const WatchMessage = z.object({ from: z.string(), watch: Watch, version: z.number() });
export type WatchMessage = z.infer<typeof WatchMessage>;

/** `deskline.leave`, a frame to the background: it is about to go. */
export const Leave = z.object({ from: z.string() });

/**
 * `deskline.feed`, the background to a frame. A status is the answer to a watch, comes with each change, and every
 * 20 s as a sign of life; `watching` is the version of the frame's newest watch that the stream covers.
 */
export const Feed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), message: LiveMessage }),
  z.object({ kind: z.literal("status"), state: StreamState, watching: z.number().nullable() }),
]);
export type Feed = z.infer<typeof Feed>;

/** `deskline.ready`, the top bar to the background: it can be told what to show. */
export const Ready = z.object({ from: z.string() });

/** `deskline.show`, the background to the top bar, whose pane it opens. */
export const Show = z.discriminatedUnion("tab", [
  z.object({ tab: z.literal("now"), callId: z.string() }),
  z.object({
    tab: z.literal("dial"),
    number: z.string(),
    ticketId: z.number().nullable(),
    userId: z.number().nullable(),
    /** Why that number was not dialled when it was to be: a code of the service, or `unreachable`. */
    problem: z.string().nullable(),
  }),
]);
export type Show = z.infer<typeof Show>;
