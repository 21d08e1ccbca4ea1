import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import type { IncomingMessage } from "node:http";
import { certificateChanged, isOfCertificate, isOutOfDate, pinnedTo } from "./certificate.ts";

export type PinnedRequest = {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
};

/** As `fetch` without redirects, on a connection of its own that takes one certificate (PEM) and no other. */
export function fetchPinned(url: string, request: PinnedRequest, certificate: string): Promise<Response> {
  const { method, headers, body, signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const outgoing = httpsRequest(url, {
    method,
    headers: { ...headers, "accept-encoding": "identity" },
    signal,
    agent: false,
    ...pinnedTo(certificate),
  });
  outgoing.on("response", (incoming) => resolve(responseOf(incoming)));
  outgoing.on("error", (error) => reject(plain(error)));
  outgoing.end(body);
  return promise;
}

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 500;
  const headers = new Headers(
    Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
  );
  if ([204, 205, 304].includes(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>, {
    status,
    headers,
  });
}

/** Another certificate fails in as many ways as it can differ; told apart is only that it is another one. */
function plain(error: Error): Error {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (!isOfCertificate(code) || isOutOfDate(code)) return error;
  return Object.assign(new Error("the certificate has changed", { cause: error }), {
    code: certificateChanged,
  });
}
