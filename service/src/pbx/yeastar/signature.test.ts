import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSignedBy } from "./signature.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const sign = (body: Uint8Array, secret: string) => createHmac("sha256", secret).update(body).digest("base64");

test("the signature is the Base64 HMAC-SHA256 of RFC 4231, case 2", () => {
  const digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  const body = bytes("what do ya want for nothing?");
  expect(isSignedBy(body, Buffer.from(digest, "hex").toString("base64"), ["Jefe"])).toBe(true);
  expect(isSignedBy(body, digest, ["Jefe"])).toBe(false);
});

test("what was signed with any of the accepted secrets is accepted, with any other it is not", () => {
  const secret = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.uint8Array(), fc.uniqueArray(secret, { minLength: 2, maxLength: 4 }), (body, secrets) => {
      const [other = "", ...accepted] = secrets;
      for (const one of accepted) expect(isSignedBy(body, sign(body, one), accepted)).toBe(true);
      expect(isSignedBy(body, sign(body, other), accepted)).toBe(false);
      expect(isSignedBy(body, sign(body, other), [])).toBe(false);
    }),
  );
});

test("one changed byte of the body or of the signature is noticed", () => {
  const body = bytes('{"type":30011,"sn":"S","msg":"{}"}');
  const signature = sign(body, "secret");
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = body.map((byte, i) => (i === at ? byte ^ flip : byte));
      expect(isSignedBy(changed, signature, ["secret"])).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(signature, "base64").map((byte, i) => (i === at ? byte ^ flip : byte));
      expect(isSignedBy(body, Buffer.from(changed).toString("base64"), ["secret"])).toBe(false);
    }),
  );
});

test("no text is a signature by chance, whatever its length", () => {
  fc.assert(
    fc.property(fc.base64String({ maxLength: 100 }), (text) => {
      expect(isSignedBy(bytes("{}"), text, ["secret"])).toBe(false);
    }),
  );
});
