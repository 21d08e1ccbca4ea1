import { GatewayError } from "./gateway-error.ts";

export type HttpAnswer = { status: number; headers: Headers; text: string };

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
};

const largestAnswerBytes = 20 * 1024 * 1024;

/**
 * One request, no repetition, no redirect followed. Any answer is an answer, whatever its status.
 * @throws {GatewayError} `unreachable`; it is ambiguous when the request may have been received.
 */
export async function sendRequest(system: string, request: HttpRequest): Promise<HttpAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
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
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, "accept-encoding": "identity" },
      redirect: "manual",
      signal: AbortSignal.any([request.signal, patience.signal]),
    });
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
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (cause instanceof Error)
    return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return error.message;
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
