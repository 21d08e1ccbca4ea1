import { ControlInput } from "@deskline/shared/app";
import { describe, expect, test } from "vitest";
import type { CallEvent, LegStatus, Member } from "../../calls/core/event.ts";
import type { CallFacts } from "../../calls/core/facts.ts";
import { transition } from "../../calls/core/transition.ts";
import { controlsAfter, pickChannels, type Action } from "./controls.ts";

const directory = { extensions: new Set(["2005", "2006"]), queues: new Set<string>() };

function extension(number: string, status: LegStatus, counter: number): Member {
  return { kind: "extension", number, status, channelId: `PJSIP/${number}-0000000${counter}`, via: null };
}
function customer(status: LegStatus): Member {
  return {
    kind: "inbound",
    from: "5503309",
    to: "1000",
    trunk: "t",
    status,
    channelId: "PJSIP/t-00000001",
    via: null,
  };
}
function factsOf(...members: Member[]): CallFacts {
  const base = { pbxCallId: "1.1", receivedAt: 1000, startedAtHint: null };
  const event: CallEvent = { ...base, kind: "members", members };
  return transition(null, event, directory).facts;
}

const mine = "PJSIP/2005-00000002";
const second = "PJSIP/2005-00000003";
const refused = (code: string) => ({ kind: "refused", code });
const engaged = factsOf(customer("talking_as_caller"), extension("2005", "talking_as_callee", 2));
const held = factsOf(customer("talking_as_caller"), extension("2005", "held", 2));
const otherHeld = factsOf(customer("held"), extension("2005", "talking_as_callee", 2));
const ringing = factsOf(customer("calling"), extension("2005", "ringing", 2));
const asking = factsOf(
  customer("talking_as_caller"),
  extension("2005", "held", 2),
  extension("2005", "calling", 3),
  extension("2006", "ringing", 4),
);
const asked = factsOf(
  customer("talking_as_caller"),
  extension("2005", "held", 2),
  extension("2005", "talking_as_caller", 3),
  extension("2006", "talking_as_callee", 4),
);

function possible(facts: CallFacts): Action[] {
  const actions = ControlInput.options.flatMap((option) => option.shape.action.options as Action[]);
  return actions.filter((action) => pickChannels(facts, "2005", action).kind === "channels").sort();
}

describe("what can be done with a call", () => {
  test.each<[string, CallFacts, Action[]]>([
    ["that rings", ringing, ["answer", "decline", "hang_up"]],
    [
      "in which both talk",
      engaged,
      [
        "cancel_transfer",
        "complete_transfer",
        "hang_up",
        "hold",
        "mute",
        "park",
        "pause_recording",
        "resume_recording",
        "start_recording",
        "transfer_attended",
        "transfer_blind",
        "unmute",
      ],
    ],
    [
      "that is held",
      held,
      [
        "cancel_transfer",
        "complete_transfer",
        "hang_up",
        "mute",
        "park",
        "pause_recording",
        "resume",
        "resume_recording",
        "start_recording",
        "transfer_blind",
        "unmute",
      ],
    ],
    [
      "while somebody is asked",
      asking,
      [
        "cancel_transfer",
        "complete_transfer",
        "hang_up",
        "mute",
        "pause_recording",
        "resume",
        "resume_recording",
        "start_recording",
        "unmute",
      ],
    ],
  ])("%s", (_, facts, actions) => {
    expect(possible(facts)).toEqual(actions);
  });
});

describe("which channel it is done with", () => {
  test.each<[string, CallFacts, Action, object]>([
    [
      "the agent's own, with the customer's beside it",
      engaged,
      "transfer_blind",
      { own: mine, other: "PJSIP/t-00000001" },
    ],
    ["the one that is held", held, "resume", { own: mine }],
    ["the own one where the other is shown as held", otherHeld, "resume", { own: mine }],
    ["the line on which somebody is asked", asked, "hang_up", { own: second }],
    ["the line that began the transfer", asked, "complete_transfer", { own: mine }],
    ["the line that began the transfer", asking, "cancel_transfer", { own: mine }],
  ])("%s", (_, facts, action, channels) => {
    expect(pickChannels(facts, "2005", action)).toMatchObject({ kind: "channels", ...channels });
  });

  test("the caller counts although nobody has told yet that they talk", () => {
    const facts = factsOf(customer("calling"), extension("2005", "talking_as_callee", 2));
    expect(pickChannels(facts, "2005", "park")).toMatchObject({ other: "PJSIP/t-00000001" });
  });

  test("never another extension's, and none when all are gone", () => {
    expect(pickChannels(engaged, "2006", "hang_up")).toEqual(refused("not_your_call"));
    expect(pickChannels(engaged, "5503309", "hang_up")).toEqual(refused("not_your_call"));
    const gone = factsOf(customer("talking_as_caller"), extension("2005", "gone", 2));
    expect(pickChannels(gone, "2005", "hang_up")).toEqual(refused("call_over"));
  });
});

test.each<[Action, object]>([
  ["mute", { muted: true, recording: "on" }],
  ["unmute", { muted: false, recording: "on" }],
  ["hold", { muted: true, recording: "on" }],
  ["pause_recording", { muted: true, recording: "paused" }],
  ["resume_recording", { muted: true, recording: "on" }],
  ["transfer_attended", { muted: true, recording: "on" }],
  ["complete_transfer", { muted: false, recording: "on" }],
])("what is known after %s", (action, expected) => {
  expect(controlsAfter({ muted: true, recording: "on" }, action)).toEqual(expected);
});
