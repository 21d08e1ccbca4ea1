import { expect, test } from "vitest";
import { isRegistered } from "./numbers.ts";

const off = { status: 0 };

test.each<[string, Parameters<typeof isRegistered>[0], boolean | null]>([
  ["nothing is listed", [], null],
  ["every client is off and no SIP phone is listed", [{ status_list: [] }, off, off], false],
  ["one client is on", [{ status_list: [] }, off, { status: 1 }], true],
  ["a SIP phone is on by number", [{ status_list: [0, 1] }, off], true],
  ["a SIP phone is on by word", [{ status_list: [{ status: "Registered" }] }, off], true],
  ["a SIP phone is off by word", [{ status_list: [{ status: "Unregistered" }, "offline"] }, off], false],
  ["a SIP phone's state cannot be read", [{ status_list: [{ ip: "192.0.2.1" }] }, off], null],
  ["one cannot be read and one is on", [{ status_list: ["?"] }, { status: "1" }], true],
  ["a client says nothing", [{}], null],
])("whether an extension is registered: %s", (_, devices, registered) => {
  expect(isRegistered(devices)).toBe(registered);
});
