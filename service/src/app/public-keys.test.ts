import { generateKeyPairSync } from "node:crypto";
import { pino } from "pino";
import { beforeEach, expect, test } from "vitest";
import { GatewayError } from "../platform/gateway-error.ts";
import { createPublicKeys, type PublicKeys } from "./public-keys.ts";

const first = newKey();
const second = newKey();
const owner = { baseUrl: "https://acme.zendesk.com", appId: 1 };
const minuteMs = 60_000;

let now = 0;
let published: string | null = first;
let readings = 0;
let keys: PublicKeys;

beforeEach(() => {
  now = 1_800_000_000_000;
  published = first;
  readings = 0;
  keys = createPublicKeys({
    clock: { now: () => now },
    log: pino({ level: "silent" }),
    read: async () => {
      readings += 1;
      if (published === null) throw new GatewayError("Zendesk", { kind: "unreachable", detail: "down" });
      return Promise.resolve(published);
    },
  });
});

function newKey(): string {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey;
}

async function present(): Promise<string> {
  return (await keys.keyOf(owner)).export({ type: "spki", format: "pem" }).toString();
}

test("a key is read once for all who need it", async () => {
  await Promise.all([present(), present(), present()]);
  expect(await present()).toBe(first);
  expect(readings).toBe(1);
});

test("keys of two apps and of two accounts are apart", async () => {
  await present();
  published = second;
  await keys.keyOf({ ...owner, appId: 2 });
  await keys.keyOf({ ...owner, baseUrl: "https://other.zendesk.com" });
  expect(readings).toBe(3);
  expect(await present()).toBe(first);
});

test("what does not fit has the key read anew once a minute at most", async () => {
  const key = await keys.keyOf(owner);
  for (let i = 0; i < 5; i += 1) expect(await keys.keyAfter(owner, key)).toBeNull();
  expect(readings).toBe(2);
  now += minuteMs;
  expect(await keys.keyAfter(owner, key)).toBeNull();
  expect(readings).toBe(3);
});

test("whoever meets a new key gets it, all at once with one reading", async () => {
  const old = await keys.keyOf(owner);
  published = second;
  const found = await Promise.all([1, 2, 3].map(() => keys.keyAfter(owner, old)));
  expect(new Set(found.map((key) => key?.export({ type: "spki", format: "pem" })))).toEqual(
    new Set([second]),
  );
  expect(await keys.keyAfter(owner, old)).not.toBeNull();
  expect(readings).toBe(2);
});

test("a withdrawn key is not believed for longer than an hour", async () => {
  await present();
  published = second;
  now += 59 * minuteMs;
  expect(await present()).toBe(first);
  now += minuteMs;
  expect(await present()).toBe(second);
});

test("while Zendesk is down the known key goes on, and Zendesk is asked once a minute", async () => {
  await present();
  published = null;
  now += 60 * minuteMs;
  for (let i = 0; i < 5; i += 1) expect(await present()).toBe(first);
  expect(readings).toBe(2);
  published = second;
  now += minuteMs;
  expect(await present()).toBe(second);
});

test("without a key the failure is told, and the next who asks asks again", async () => {
  published = null;
  await expect(present()).rejects.toThrow(GatewayError);
  published = first;
  expect(await present()).toBe(first);
});
