import { fetchPinned } from "./fetch-pinned.ts";
import { GatewayError } from "./gateway-error.ts";

export type HttpAnswer = { status: number; headers: Headers; text: string };

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  timeoutMs: number;
  /** The only one (PEM) that is taken, instead of those of known authorities. */
  certificate?: string | null;
};

const largestAnswerBytes = 20 * 1024 * 1024;

/**
 * One request, no repetition, no redirect followed. Any answer is an answer, whatever its status.
 * @throws {GatewayError} `unreachable`; it is ambiguous when the request may have been received.
 */
export async function sendRequest(system: string, request: HttpRequest): Promise<HttpAnswer> {
  try {
    const response = await ask(request, AbortSignal.timeout(request.timeoutMs));
    const text = await response.text();
    if (text.length > largestAnswerBytes) throw new Error("the answer is too large");
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    const detail = causeOf(error);
    throw new GatewayError(
      system,
      { kind: "unreachable", detail },
      { ambiguous: !neverSent.has(detail), cause: error },
    );
  }
}

function ask(request: HttpRequest, signal: AbortSignal): Promise<Response> {
  const { url, method, headers, body, certificate } = request;
  if (typeof certificate === "string" && url.startsWith("https:"))
    return fetchPinned(
      url,
      { method, headers, signal, ...(body === undefined ? {} : { body }) },
      certificate,
    );
  return fetch(url, {
    method,
    headers,
    redirect: "manual",
    signal,
    ...(body === undefined ? {} : { body }),
  });
}

export type HttpStream = { status: number; headers: Headers; body: ReadableStream<Uint8Array> | null };

/**
 * As `sendRequest`, but the body is read as it comes, in its own time and uncompressed; `timeoutMs` is for
 * the headers, `signal` ends it all. @throws {GatewayError} `unreachable`
 */
export async function openStream(
  system: string,
  request: Omit<HttpRequest, "body"> & { signal: AbortSignal },
): Promise<HttpStream> {
  const patience = new AbortController();
  const timer = setTimeout(
    () => patience.abort(new DOMException("no answer in time", "TimeoutError")),
    request.timeoutMs,
  );
  try {
    const response = await ask(
      { ...request, headers: { ...request.headers, "accept-encoding": "identity" } },
      AbortSignal.any([request.signal, patience.signal]),
    );
    return { status: response.status, headers: response.headers, body: response.body };
  } catch (error) {
    throw new GatewayError(system, { kind: "unreachable", detail: causeOf(error) }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** The system's code for a failed connection where there is one, else the words. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (error.name === "TimeoutError" || (cause instanceof Error && cause.name === "TimeoutError"))
    return "no answer in time";
  const told = cause instanceof Error && error.name !== "AbortError" ? [error, cause] : [error];
  const code = told.map(codeOf).find((one) => one !== null);
  return code ?? told.at(-1)?.message ?? "";
}

function codeOf(error: Error): string | null {
  return "code" in error && typeof error.code === "string" ? error.code : null;
}

const longestPauseMs = 60 * 60_000;

/** Milliseconds of a `Retry-After` header, which holds seconds or a date, an hour at most; null when absent or unreadable. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  if (/^\d+(\.\d+)?$/.test(value.trim())) {
    const ms = Number(value) * 1000;
    return Number.isFinite(ms) ? Math.min(ms, longestPauseMs) : null;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), longestPauseMs);
}
