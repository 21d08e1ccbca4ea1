import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallEvent, LegStatus, Member } from "./event.ts";
import { hasVanished } from "./settling.ts";
import { transition, type Transition } from "./transition.ts";

const directory = { extensions: new Set(["2005", "2006"]), queues: new Set(["6400"]) };
const base = { pbxCallId: "1790000000.42", startedAtHint: 1_790_000_000_000 };
const at = 1_790_000_001_000;

const dialled: CallEvent = {
  ...base,
  kind: "dialled",
  receivedAt: at,
  extension: "2005",
  number: "9442079460123",
  e164: "+442079460123",
  outside: true,
};

function members(receivedAt: number, ...list: Member[]): CallEvent {
  return { ...base, kind: "members", receivedAt, members: list };
}
function phone(number: string, status: LegStatus, counter = 1): Member {
  return { kind: "extension", number, channelId: `PJSIP/${number}-0000000${counter}`, status, via: null };
}
function trunk(status: LegStatus): Member {
  const id = "PJSIP/trunk-sip-main-endpoint-00000009";
  return {
    kind: "outbound",
    from: "2005",
    to: "9442079460123",
    trunk: "sip-main",
    channelId: id,
    status,
    via: null,
  };
}
function failed(words: string, kind: "no_permission" | "unreachable" | "busy"): CallEvent {
  return { ...base, kind: "leg_failed", receivedAt: at + 500, reason: { words, kind }, members: [] };
}
function fold(...events: CallEvent[]): Transition {
  let state: Transition | null = null;
  for (const event of events) state = transition(state?.facts ?? null, event, directory);
  if (state === null) throw new Error("no events");
  return state;
}

describe("a call dialled through us", () => {
  test("is known at once: who calls whom, and that it rings", () => {
    expect(fold(dialled)).toMatchObject({
      settling: null,
      call: {
        state: "ringing",
        direction: "outbound",
        dialledBy: "2005",
        outsideNumber: "9442079460123",
        outsideE164: "+442079460123",
        rang: [],
      },
    });
  });

  test("stays the caller's while the PBX rings the caller's own phone", () => {
    const { call } = fold(dialled, members(at + 10, phone("2005", "ringing")));
    expect(call).toMatchObject({ direction: "outbound", dialledBy: "2005", rang: [], state: "ringing" });
  });

  test("to an extension is an internal call", () => {
    const { call } = fold({ ...dialled, number: "2006", e164: null, outside: false });
    expect(call).toMatchObject({
      direction: "internal",
      dialledBy: "2005",
      dialled: "2006",
      outsideNumber: null,
    });
  });

  test("that the PBX refuses ends visibly, with the reason, and was no call", () => {
    const { call } = fold(dialled, failed("NO Dial Permission", "no_permission"));
    expect(call).toMatchObject({
      state: "ended",
      outcome: "failed",
      failure: { kind: "no_permission", words: "NO Dial Permission" },
      refused: true,
      dialledBy: "2005",
    });
  });

  test("that comes no further than the caller's own phone says that this phone is not registered", () => {
    const own = members(at + 10, phone("2005", "ringing"));
    const gone = members(at + 600, phone("2005", "gone"));
    const { call } = fold(dialled, own, failed("480 Temporatily Unavailable", "unreachable"), gone);
    expect(call).toMatchObject({ state: "ended", refused: false, failure: { kind: "phone_not_registered" } });
  });

  test("that reaches the other party and fails there says so of the other party", () => {
    const talking = members(at + 10, phone("2005", "talking_as_callee"), trunk("ringing"));
    const gone = members(at + 600, phone("2005", "gone"), trunk("gone"));
    const { call } = fold(dialled, talking, failed("480 Temporatily Unavailable", "unreachable"), gone);
    expect(call.failure).toEqual({ kind: "unreachable", words: "480 Temporatily Unavailable" });
  });

  test("of which the PBX never tells is over when the PBX does not name it for ten minutes", () => {
    const { facts } = fold(dialled);
    expect(hasVanished(facts, "all", at + 9 * 60_000)).toBe(false);
    expect(hasVanished(facts, "all", at + 11 * 60_000)).toBe(true);
    const { call } = fold(dialled, { ...base, kind: "not_in_progress", receivedAt: at + 11 * 60_000 });
    expect(call).toMatchObject({ state: "ended", outcome: "no_answer", refused: false });
  });

  test("is the same call whatever order it is told in, and however often", () => {
    const events: CallEvent[] = [
      dialled,
      { ...dialled, receivedAt: at + 1, number: "+442079460999" },
      members(at + 10, phone("2005", "ringing")),
      members(at + 20, phone("2005", "talking_as_callee"), trunk("ringing")),
      failed("486 Busy here", "busy"),
      members(at + 600, phone("2005", "gone"), trunk("gone")),
    ];
    const { call } = fold(...events);
    expect(call).toMatchObject({
      outsideNumber: "9442079460123",
      outsideE164: "+442079460123",
      failure: { kind: "busy" },
    });
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 12 }), (shuffled) => {
        expect(fold(...shuffled).call).toEqual(call);
      }),
    );
  });
});

describe("the failure of other calls", () => {
  test("of several phones that ring for a call, an engaged one explains nothing", () => {
    const ringing = members(at, phone("2005", "ringing"), phone("2006", "ringing", 2));
    expect(fold(ringing, failed("486 Busy here", "busy")).call.failure).toBeNull();
  });

  test("what the PBX refuses to do with a call is said while it runs, and not after an answered one", () => {
    const talking = members(at, phone("2005", "calling"), phone("2006", "talking_as_callee", 2));
    const refusal = failed("NO Dial Permission", "no_permission");
    expect(fold(talking, refusal).call.failure).toMatchObject({ kind: "no_permission" });
    const gone = members(at + 600, phone("2005", "gone"), phone("2006", "gone", 2));
    expect(fold(talking, refusal, gone).call).toMatchObject({ outcome: "answered", failure: null });
  });
});
