import type { z } from "zod";
import { GatewayError, type GatewayFailure } from "../platform/gateway-error.ts";
import { retryAfterMs, sendRequest, type HttpAnswer } from "../platform/http-client.ts";
import { parseJson } from "../platform/json.ts";
import { errorCode, isDuplicate, wordsOfError, wrongFields } from "./errors.ts";

/** One Zendesk account as it is spoken to. */
export type ZendeskAccount = {
  /** Without a slash at the end. The token goes to this host only. */
  baseUrl: string;
  /** A valid access token. `rejected` is one that Zendesk just refused: another is given or none. @throws {GatewayError} */
  accessToken(rejected?: string): Promise<string>;
  /** How long each answer is waited for, where somebody waits; else 20 s. */
  patienceMs?: number;
};

export type ZendeskRequest<T> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Begins with `/api/`. */
  path: string;
  query?: Record<string, string> | [name: string, value: string][];
  /** JSON text. */
  body?: string;
  /** Instead of a body: fields and files. */
  form?: FormData;
  /** Instead of a body: bytes of this type. */
  file?: { mediaType: string; bytes: Uint8Array<ArrayBuffer>; patienceMs: number };
  idempotencyKey?: string;
  /** How long the answer is waited for, whoever waits. */
  patienceMs?: number;
  answer: z.ZodType<T>;
};

const timeoutMs = 20_000;
const userAgent = "Deskline/0.1";
export const pauseWithoutHeaderMs = 5000;

/**
 * One request to an account; a refused token is replaced once. Answers are parsed, and only for what
 * is read of them. @throws {GatewayError} for everything that is no success.
 */
export async function askZendesk<T>(account: ZendeskAccount, request: ZendeskRequest<T>): Promise<T> {
  return (await askWithHeaders(account, request)).value;
}

/** As `askZendesk`, with the headers, which tell what is left of the limits. @throws {GatewayError} */
export async function askWithHeaders<T>(
  account: ZendeskAccount,
  request: ZendeskRequest<T>,
): Promise<{ value: T; headers: Headers }> {
  const token = await account.accessToken();
  const first = await send(account, request, token);
  const answer =
    first.status === 401 ? await send(account, request, await account.accessToken(token)) : first;
  if (answer.status < 200 || answer.status >= 300) throw failureOf(answer, request.method);
  const parsed = request.answer.safeParse(parseJson(answer.text));
  if (parsed.success) return { value: parsed.data, headers: answer.headers };
  const issue = parsed.error.issues[0];
  const detail = `${request.path}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`;
  throw new GatewayError(
    "Zendesk",
    { kind: "malformed", detail },
    { ambiguous: changesSomething(request.method) },
  );
}

async function send<T>(
  account: ZendeskAccount,
  request: ZendeskRequest<T>,
  token: string,
): Promise<HttpAnswer> {
  const content = await contentOf(request);
  const query = request.query === undefined ? "" : `?${new URLSearchParams(request.query).toString()}`;
  return sendRequest("Zendesk", {
    method: request.method,
    url: `${account.baseUrl}${request.path}${query}`,
    timeoutMs: request.patienceMs ?? request.file?.patienceMs ?? account.patienceMs ?? timeoutMs,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "user-agent": userAgent,
      ...(content === null ? {} : { "content-type": content.type }),
      ...(request.idempotencyKey === undefined ? {} : { "idempotency-key": request.idempotencyKey }),
    },
    ...(content === null ? {} : { body: content.body }),
  });
}

type Content = { type: string; body: string | Uint8Array<ArrayBuffer> };

async function contentOf<T>({ body, form, file }: ZendeskRequest<T>): Promise<Content | null> {
  if (file !== undefined) return { type: file.mediaType, body: file.bytes };
  if (form !== undefined) {
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "multipart/form-data";
    return { type, body: new Uint8Array(await encoded.arrayBuffer()) };
  }
  return body === undefined ? null : { type: "application/json", body };
}

function failureOf(answer: HttpAnswer, method: string): GatewayError {
  const failure = classify(answer);
  return new GatewayError("Zendesk", failure, {
    ambiguous: changesSomething(method) && failure.kind === "unavailable",
  });
}

function changesSomething(method: string): boolean {
  return method !== "GET";
}

function classify({ status, headers, text }: HttpAnswer): GatewayFailure {
  const detail = wordsOfError(text);
  const pause = retryAfterMs(headers, Date.now());
  if (status === 429) return { kind: "rate_limited", retryAfterMs: pause ?? pauseWithoutHeaderMs };
  if (status === 401) return { kind: "unauthorized", detail };
  if (isPassing(status, text)) return { kind: "unavailable", status, detail, retryAfterMs: pause };
  const fields = wrongFields(text);
  return {
    kind: "rejected",
    status,
    detail,
    ...(isDuplicate(text) ? { duplicate: true } : {}),
    ...(fields.length > 0 ? { fields } : {}),
  };
}

/**
 * Besides their own faults: a redirect, which something in between answers, 408, and 409, which means
 * that a record is locked or the same idempotent request still runs. The search backend reports its own
 * trouble as a 400 with a code.
 */
function isPassing(status: number, text: string): boolean {
  return (
    status < 400 || status === 408 || status === 409 || status >= 500 || errorCode(text) === "unavailable"
  );
}
