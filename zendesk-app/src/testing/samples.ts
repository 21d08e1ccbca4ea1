import type { CallView } from "@deskline/shared/app";

/** 14:03 in London. */
export const noon = Date.parse("2026-03-02T14:03:00Z");

export const kristin = { number: "2005", name: "Kristin Hale" };
export const naima = { number: "2001", name: "Naima Terry" };

export const phillip = {
  userId: 411,
  name: "Phillip Huff",
  why: "same_number",
  openTicketId: 36,
} as const;

/** An answered inbound call from Phillip Huff to Kristin Hale, with what differs. */
export function callLike(differs: Partial<CallView> = {}): CallView {
  return {
    id: "0f8e0a44-6c5b-4b0e-9a86-3b7f5f2a1c11",
    revision: 7,
    state: "ended",
    direction: "inbound",
    outcome: "answered",
    failure: null,
    number: "02079460123",
    e164: "+442079460123",
    candidates: [phillip],
    group: null,
    did: null,
    dialledBy: null,
    answeredBy: [kristin],
    phones: [{ ...kristin, state: "gone", consulting: false }],
    startedAt: noon,
    answeredAt: noon + 9_000,
    endedAt: noon + 261_000,
    ringMs: 9_000,
    talkMs: 252_000,
    transferred: false,
    recordings: 0,
    recordingState: "ready",
    note: null,
    ticketId: null,
    controls: { muted: false, recording: null },
    ...differs,
  };
}

/** The same while it runs on Kristin's phone. */
export function runningCall(
  state: "ringing" | "talking" | "held",
  differs: Partial<CallView> = {},
): CallView {
  return callLike({
    state: state === "ringing" ? "ringing" : "talking",
    outcome: null,
    answeredBy: state === "ringing" ? [] : [kristin],
    answeredAt: state === "ringing" ? null : noon + 9_000,
    endedAt: null,
    phones: [{ ...kristin, state, consulting: false }],
    ...differs,
  });
}
