import { expect, test } from "vitest";
import { addressOf } from "./address.ts";

test.each([
  ["198.51.100.7", undefined, "198.51.100.7"],
  ["::ffff:198.51.100.7", undefined, "198.51.100.7"],
  ["127.0.0.1", "198.51.100.7", "198.51.100.7"],
  ["::ffff:172.18.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"],
  ["::1", "2001:db8::7", "2001:db8::7"],
  ["127.0.0.1", "nonsense", "127.0.0.1"],
  ["198.51.100.7", "203.0.113.9", "198.51.100.7"],
  ["172.32.0.1", "203.0.113.9", "172.32.0.1"],
])("from %s, which says %s, it is %s", (peer, said, address) => {
  expect(addressOf(peer, said)).toBe(address);
});
