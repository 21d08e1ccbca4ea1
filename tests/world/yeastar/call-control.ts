import { z } from "zod";
import { endpoint, failure, success, type Answer, type Caller, type Endpoint } from "./api.ts";
import type { CallEngine } from "./calls.ts";
import { isRinging, isTalking, type Channel } from "./channel.ts";
import type { Directory } from "./directory.ts";
import type { LiveCall } from "./live-call.ts";
import { answer, fail, hangUp, hold, unhold } from "./talking.ts";
import * as transfers from "./transfers.ts";

const channelId = { channel_id: z.string().min(1) };
const dialable = z.string().regex(/^[0-9+*#]+$/);
const yesNo = z.enum(["yes", "no"]);

type Verb = (call: LiveCall, channel: Channel) => Answer;

function done(call: LiveCall, accepted: boolean): Answer {
  return accepted ? success({ call_id: call.callId }) : failure(70132);
}

/** `call/*`: the verbs take effect at once and are seen in the events. */
export function callControlEndpoints(engine: CallEngine, directory: Directory): Endpoint[] {
  function verb(name: string, act: Verb): Endpoint {
    return endpoint("POST", `call/${name}`, channelId, ({ channel_id }) => onChannel(channel_id, act));
  }

  function onChannel(id: string, act: Verb): Answer {
    const found = engine.channel(id);
    return found ? act(found.call, found.channel) : failure(70130);
  }

  return [
    endpoint(
      "POST",
      "call/dial",
      {
        caller: dialable,
        callee: dialable,
        dial_permission: z.string().optional(),
        auto_answer: yesNo.optional(),
      },
      ({ caller, callee, dial_permission, auto_answer }, { note }) => {
        const { dialRefusal } = engine.switches;
        if (dialRefusal !== null) return failure(dialRefusal);
        if (!directory.extension(caller)) {
          note(`call/dial from ${caller}: only extensions can be the caller here`);
          return failure(10009);
        }
        const call = engine.dialLive({ caller, callee, dialPermission: dial_permission ?? caller });
        if (auto_answer === "yes" && call.firstPhone) answer(call, call.firstPhone);
        return success({ call_id: call.callId });
      },
    ),
    verb("hangup", (call, channel) => {
      hangUpChannel(call, channel);
      return success({ call_id: call.callId });
    }),
    verb("hold", (call, channel) => done(call, hold(call, channel))),
    verb("unhold", (call, channel) => done(call, unhold(call, channel))),
    verb("mute", (call, channel) => {
      if (isTalking(channel)) call.muted.add(channel);
      return done(call, isTalking(channel));
    }),
    verb("unmute", (call, channel) => done(call, call.muted.delete(channel))),
    verb("record_start", (call, channel) => {
      const possible = isTalking(channel);
      if (possible) call.recording = "on";
      if (possible) call.recorded = true;
      return done(call, possible);
    }),
    verb("record_pause", (call) => done(call, switchRecording(call, "on", "paused"))),
    verb("record_unpause", (call) => done(call, switchRecording(call, "paused", "on"))),
    endpoint(
      "POST",
      "call/park",
      { ...channelId, parking_slot: z.string().regex(/^\d*$/).optional() },
      ({ channel_id, parking_slot }) =>
        onChannel(channel_id, (call, channel) => park(call, channel, parking_slot || freeSlot(engine))),
    ),
    endpoint(
      "POST",
      "call/transfer",
      {
        ...channelId,
        type: z.enum(["blind", "attended"]),
        number: dialable.optional(),
        dial_permission: z.string().optional(),
        attended_operate: z.enum(["complete", "abort", "swap", "threeway"]).optional(),
      },
      (wanted, caller) =>
        onChannel(wanted.channel_id, (call, channel) => transfer(call, channel, wanted, directory, caller)),
    ),
    endpoint(
      "GET",
      "call/query",
      {
        call_id: z.string().optional(),
        type: z.enum(["inbound", "outbound", "internal"]).optional(),
        extension: z.string().regex(/^\d+$/).optional(),
      },
      ({ call_id, type, extension }) => {
        const calls = engine
          .live()
          .filter(
            (call) =>
              (call_id === undefined || call.callId === call_id) &&
              (type === undefined || call.direction.toLowerCase() === type) &&
              (extension === undefined || call.live().some((each) => each.number === extension)),
          );
        return success({
          total_number: calls.length,
          data: calls.map((call) => ({ call_id: call.callId, members: call.members() })),
        });
      },
    ),
  ];
}

function switchRecording(call: LiveCall, from: LiveCall["recording"], to: LiveCall["recording"]): boolean {
  if (call.recording !== from) return false;
  call.recording = to;
  return true;
}

/** A phone that only rings leaves the others ringing; in a consultation one side of it ends; else all is over. */
function hangUpChannel(call: LiveCall, channel: Channel): void {
  const { consultation } = call;
  if (consultation?.first === channel) return void transfers.completeConsultation(call, "api");
  if (consultation && [consultation.own, consultation.target].includes(channel)) {
    return void transfers.abortConsultation(call);
  }
  const othersRing = call.live().some((each) => each !== channel && isRinging(each));
  const stays = othersRing || call.ledger.current()?.kind === "queue";
  if (isRinging(channel) && channel !== call.anchor && stays) return call.bye(channel);
  hangUp(call, channel);
}

const FIRST_PARKING_SLOT = 6000;

function freeSlot(engine: CallEngine): string {
  const taken = engine.live().map((call) => call.parkingSlot);
  let slot = FIRST_PARKING_SLOT;
  while (taken.includes(String(slot))) slot += 1;
  return String(slot);
}

/** The parked party waits on its slot, the one who parked it is gone. */
function park(call: LiveCall, channel: Channel, slot: string): Answer {
  const other = call.peerOf(channel);
  if (!isTalking(channel) || !other) return failure(70132);
  call.anchor = channel;
  call.parkingSlot = slot;
  channel.status = "HOLD";
  call.report(channel);
  call.bye(other);
  return success({ call_id: call.callId, parking_slot: slot });
}

type Transfer = {
  type: "blind" | "attended";
  number?: string | undefined;
  dial_permission?: string | undefined;
  attended_operate?: "complete" | "abort" | "swap" | "threeway" | undefined;
};

function transfer(
  call: LiveCall,
  channel: Channel,
  wanted: Transfer,
  directory: Directory,
  { note }: Caller,
): Answer {
  if (wanted.attended_operate) {
    if (wanted.type !== "attended" || channel.kind !== "extension") return failure(40002);
    return operate(call, channel, wanted.attended_operate);
  }
  const { number, dial_permission } = wanted;
  if (number === undefined || dial_permission === undefined) return failure(40002);
  const permission = directory.extension(dial_permission);
  if (!permission) return failure(40002);
  if (directory.party(number).kind === "external" && !permission.mayDialOut) {
    fail(call, "NO Dial Permission", "FAILED", []);
    return success({ call_id: call.callId });
  }
  if (wanted.type === "attended") {
    if (channel.kind === "extension") return done(call, transfers.startConsultation(call, channel, number));
    note("call/transfer attended: channel_id has to be the transferor's");
    return failure(70132);
  }
  const mover = call.peerOf(channel);
  if (!mover || isRinging(mover)) return failure(70132);
  if (channel.kind === "extension" && mover.kind !== "extension") {
    note("call/transfer blind: channel_id has to be that of the party being moved");
    return failure(70132);
  }
  transfers.transferBlind(call, channel, mover, number, "api");
  return success({ call_id: call.callId });
}

/** Either of the transferor's two channels will do. */
function operate(call: LiveCall, channel: Channel, what: "complete" | "abort" | "swap" | "threeway"): Answer {
  const { consultation } = call;
  if (!consultation || ![consultation.first, consultation.own].includes(channel)) return failure(70132);
  switch (what) {
    case "complete":
      return done(call, transfers.completeConsultation(call, "api"));
    case "abort":
      return done(call, transfers.abortConsultation(call));
    case "swap":
      return done(call, transfers.swapConsultation(call));
    case "threeway":
      return failure(70132);
  }
}
