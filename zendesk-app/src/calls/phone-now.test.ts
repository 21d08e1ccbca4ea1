import type { PhoneState } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { callLike, runningCall } from "../testing/samples.ts";
import { phoneNow } from "./phone-now.ts";

test.each<[string, PhoneState, Parameters<typeof phoneNow>[1], PhoneState]>([
  ["rings with a call", "idle", [runningCall("ringing")], "ringing"],
  [
    "is busy in a call, also while another rings",
    "idle",
    [runningCall("ringing"), runningCall("talking")],
    "busy",
  ],
  ["is free when the call is over, whatever was read during it", "busy", [callLike()], "idle"],
  ["is not registered when the PBX says so", "not_registered", [], "not_registered"],
])("the phone %s", (_what, told, calls, now) => {
  expect(phoneNow(told, calls, "2005")).toBe(now);
});
