import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { makeCertificate, type Certificate } from "../support/certificate.ts";
import { isOfCertificate, readCertificate, shownCertificate } from "@deskline/service/platform/certificate";
import { GatewayError } from "@deskline/service/platform/gateway-error";
import { openStream, sendRequest } from "@deskline/service/platform/http-client";

const servers: Server[] = [];
let received = "";

afterEach(async () => {
  received = "";
  for (const server of servers.splice(0)) {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }
});

async function serve({ certificate, key }: Certificate): Promise<string> {
  const server = createServer({ cert: certificate, key }, (request, response) => {
    received += `${request.method ?? ""} ${request.url ?? ""}`;
    response.setHeader("x-told", "yes");
    response.end("words");
  });
  server.on("connection", (socket: Socket) => socket.on("error", () => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `https://127.0.0.1:${String(address.port)}`;
}

const ask = (url: string, certificate: string | null) =>
  sendRequest("Test", { method: "GET", url: `${url}/path`, headers: {}, timeoutMs: 2000, certificate });

async function detailOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.failure.kind === "unreachable") return error.failure.detail;
    throw error;
  }
  throw new Error("there was an answer");
}

const authority = makeCertificate();
const makers: [string, () => Certificate][] = [
  ["vouches for itself", () => makeCertificate()],
  ["a private authority signed", () => makeCertificate({ authority: { name: "Acme", key: authority.key } })],
];

describe.each(makers)("a certificate that %s", (_, make) => {
  test("is refused until it is pinned, and then taken", async () => {
    const own = make();
    const url = await serve(own);
    expect(isOfCertificate(await detailOf(ask(url, null)))).toBe(true);
    expect(received).toBe("");
    const answer = await ask(url, own.certificate);
    expect([answer.status, answer.text, answer.headers.get("x-told")]).toEqual([200, "words", "yes"]);
    expect(received).toBe("GET /path");
  });

  test("does not stand in for another one: nothing is sent", async () => {
    const url = await serve(make());
    expect(await detailOf(ask(url, make().certificate))).toBe("CERTIFICATE_CHANGED");
    const stream = openStream("Test", {
      method: "GET",
      url,
      headers: {},
      timeoutMs: 2000,
      signal: AbortSignal.any([]),
      certificate: make().certificate,
    });
    expect(await detailOf(stream)).toBe("CERTIFICATE_CHANGED");
    expect(received).toBe("");
  });

  test("can be read to be shown, and nothing is sent", async () => {
    const own = make();
    const url = await serve(own);
    const pem = await readCertificate(url, 2000);
    expect(shownCertificate(pem ?? "")).toEqual(shownCertificate(own.certificate));
    expect(shownCertificate(own.certificate).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(received).toBe("");
  });
});

test("the authority's certificate does not open the door to others that it signed", async () => {
  const url = await serve(makeCertificate({ authority: { name: "localhost", key: authority.key } }));
  expect(await detailOf(ask(url, authority.certificate))).toBe("CERTIFICATE_CHANGED");
});

test("a certificate that has ended is refused, pinned or not", async () => {
  const own = makeCertificate({ endedAt: Date.now() - 60_000 });
  const url = await serve(own);
  expect(await detailOf(ask(url, own.certificate))).toBe("CERT_HAS_EXPIRED");
});

test("a pinned answer that does not come is waited for no longer than told", async () => {
  const own = makeCertificate();
  const url = await serve(own);
  servers[0]?.removeAllListeners("request");
  const answer = sendRequest("Test", {
    method: "GET",
    url,
    headers: {},
    timeoutMs: 100,
    certificate: own.certificate,
  });
  expect(await detailOf(answer)).toBe("no answer in time");
});

test("nothing is shown where nobody answers, or without encryption", async () => {
  const url = await serve(makeCertificate());
  const server = servers.splice(0)[0];
  server?.close();
  expect(await readCertificate(url, 1000)).toBeNull();
  expect(await readCertificate("http://127.0.0.1:9", 1000)).toBeNull();
});
