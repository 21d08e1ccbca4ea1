import { contentHash } from "../content-hash.ts";
import type { Frame, Transport } from "../port.ts";
import { Envelope } from "./schema.ts";
import { toCallEvent } from "./to-call-event.ts";
import { parseJson } from "../../platform/json.ts";

/** Reads the text of one event frame of either transport. */
export function readFrame(
  text: string,
  at: { transport: Transport; receivedAt: number; timeZone: string },
): Frame {
  const body = parseJson(text);
  if (body === undefined) return { kind: "not_json" };
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { kind: "no_event" };
  // The PBX's "send test message" carries no type; its body is not documented.
  if (!("type" in body)) return { kind: "test" };
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return { kind: "no_event" };
  return {
    kind: "event",
    event: {
      transport: at.transport,
      type: envelope.data.type,
      contentHash: contentHash(envelope.data.type, envelope.data.msg),
      envelope: text,
      receivedAt: at.receivedAt,
      reading: toCallEvent(envelope.data, at),
    },
  };
}
