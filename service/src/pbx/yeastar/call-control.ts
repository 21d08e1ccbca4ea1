import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import type { CallOrder, DialOrder, Dialling, Ordered, PbxConnection, Refusal } from "../port.ts";
import { postToPbx } from "./client.ts";
import { cleanText } from "./text.ts";
import { callIdOf } from "./to-call-event.ts";

const Dialled = z.object({ call_id: z.string().trim().min(1).max(100) });
const Done = z.object({ parking_slot: z.string().nullish().catch(null) });

/**
 * Rings the caller's phone, which has to be answered, then calls the callee. When the caller may not call
 * the callee the PBX takes the order all the same, and tells of it in a 30015. @throws {GatewayError}
 */
export async function dial(pbx: PbxConnection, order: DialOrder): Promise<Dialling> {
  const body = { caller: order.caller, callee: order.callee, dial_permission: order.permission };
  try {
    const { call_id } = await postToPbx(pbx, "call/dial", body, Dialled);
    return { kind: "dialled", pbxCallId: callIdOf(call_id) };
  } catch (error) {
    return refusalIn(error, dialReasons);
  }
}

/** Has a call changed. That the PBX takes the order is not yet its effect, which comes as events. @throws {GatewayError} */
export async function control(pbx: PbxConnection, order: CallOrder): Promise<Ordered> {
  const request = requestFor(order);
  if ("kind" in request) return request;
  try {
    const { parking_slot } = await postToPbx(pbx, `call/${request.verb}`, request.body, Done);
    return { kind: "done", parkingSlot: cleanText(parking_slot ?? "") || null };
  } catch (error) {
    return refusalIn(error, controlReasons);
  }
}

type Request = { verb: string; body: Record<string, string> };

/** Parking and a blind transfer name the party that is moved, everything else whoever orders it. */
function requestFor(order: CallOrder): Request | Refusal {
  const { own, other } = order;
  switch (order.action) {
    case "hang_up":
    case "decline":
      return { verb: "hangup", body: { channel_id: own } };
    case "hold":
    case "mute":
    case "unmute":
      return { verb: order.action, body: { channel_id: own } };
    case "resume":
      return { verb: "unhold", body: { channel_id: own } };
    case "start_recording":
      return { verb: "record_start", body: { channel_id: own } };
    case "pause_recording":
      return { verb: "record_pause", body: { channel_id: own } };
    case "resume_recording":
      return { verb: "record_unpause", body: { channel_id: own } };
    case "park":
      return other === null ? otherUnknown : { verb: "park", body: { channel_id: other } };
    case "transfer_blind":
      return other === null
        ? otherUnknown
        : {
            verb: "transfer",
            body: {
              type: "blind",
              channel_id: other,
              number: order.number,
              dial_permission: order.permission,
            },
          };
    case "transfer_attended":
      return {
        verb: "transfer",
        body: { type: "attended", channel_id: own, number: order.number, dial_permission: order.permission },
      };
    case "complete_transfer":
      return { verb: "transfer", body: { type: "attended", channel_id: own, attended_operate: "complete" } };
    case "cancel_transfer":
      return { verb: "transfer", body: { type: "attended", channel_id: own, attended_operate: "abort" } };
    case "answer":
      return { kind: "refused", reason: "not_offered", words: "there is no request that answers a phone" };
  }
}

const otherUnknown: Refusal = {
  kind: "refused",
  reason: "not_possible",
  words: "the other party's channel is not known",
};

/** Numbers of the vendor's guide that mean the same whatever was ordered. */
const reasons: Record<number, Refusal["reason"]> = {
  10001: "not_offered",
  10009: "no_permission",
  70084: "no_permission",
  70130: "call_over",
  70132: "not_possible",
  70510: "not_possible",
};
const dialReasons: Record<number, Refusal["reason"]> = {
  ...reasons,
  40001: "wrong_number",
  40002: "wrong_number",
};
const controlReasons: Record<number, Refusal["reason"]> = {
  ...reasons,
  40001: "not_possible",
  40002: "not_possible",
  60001: "call_over",
};

function refusalIn(error: unknown, known: Record<number, Refusal["reason"]>): Refusal {
  if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
  const { status, detail } = error.failure;
  return { kind: "refused", reason: known[status] ?? "other", words: cleanText(`${status} ${detail}`) };
}
