import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

/** Object identifiers, as they stand in a certificate. */
const ids = {
  commonName: "550403",
  basicConstraints: "551d13",
  subjectAltName: "551d11",
  ecdsaWithSha256: "2a8648ce3d040302",
};

export type Certificate = { certificate: string; key: string };

const dayMs = 86_400_000;

/**
 * A certificate for 127.0.0.1, valid for a day unless it `endedAt`, with its key; both are PEM. It vouches for
 * itself, or an authority's key signs it.
 */
export function makeCertificate(
  options: { endedAt?: number; authority?: { name: string; key: string } } = {},
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(id(ids.ecdsaWithSha256));
  const { authority, endedAt = Date.now() + dayMs } = options;
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  const extensions = sequence(
    sequence(id(ids.basicConstraints), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
    sequence(id(ids.subjectAltName), der(0x04, sequence(address))),
  );
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(authority?.name ?? "localhost"),
    sequence(time(Math.min(Date.now(), endedAt) - 3600_000), time(endedAt)),
    named("localhost"),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = createSign("SHA256")
    .update(content)
    .sign(authority?.key ?? privateKey);
  const whole = sequence(content, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

function named(commonName: string): Buffer {
  return sequence(der(0x31, sequence(id(ids.commonName), der(0x0c, Buffer.from(commonName)))));
}

/** One value of ASN.1: its tag, its length, itself. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function id(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x18, Buffer.from(text));
}
