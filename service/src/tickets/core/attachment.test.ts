import { expect, test } from "vitest";
import { fileNameOf, isRecording, standingOfUploads, uploadLifeMs, type Asked } from "./attachment.ts";

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute);
const asked = (more: Partial<Asked> = {}): Asked => ({
  wantedUntil: at(2),
  tokens: [],
  missing: null,
  endsAt: null,
  ...more,
});
const brought = asked({ tokens: ["a"], endsAt: new Date(at(1).getTime() + uploadLifeMs) });

test.each<[string, Asked | null, number, ReturnType<typeof standingOfUploads>]>([
  ["that nobody asked for", null, 0, "unasked"],
  ["on their way", asked(), 1, "coming"],
  ["that did not come in time", asked(), 2, { tokens: [], missing: "late" }],
  ["that did not come an hour ago", asked(), 60, "unasked"],
  ["that were brought", brought, 30, { tokens: ["a"], missing: null }],
  ["whose tokens have ended", brought, 56, "unasked"],
])("recordings %s", (_, kept, minutes, standing) => {
  expect(standingOfUploads(kept, minutes * minute)).toEqual(standing);
});

test("a recording is known by its name, and what was taken out is none", () => {
  for (const mediaType of ["audio/wav", "audio/mpeg"])
    for (const index of [0, 1, 11]) expect(isRecording(fileNameOf(index, mediaType))).toBe(true);
  for (const name of ["redacted.txt", "recording.pdf", "my recording.wav", "recording-a.mp3"])
    expect(isRecording(name)).toBe(false);
});
