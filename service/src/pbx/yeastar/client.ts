import { z } from "zod";
import { GatewayError, type GatewayFailure } from "../../platform/gateway-error.ts";
import { openStream, sendRequest, type HttpAnswer, type HttpStream } from "../../platform/http-client.ts";
import type { PbxAddress, PbxConnection, PbxTokens } from "../port.ts";
import { parseJson } from "../../platform/json.ts";

/** The User-Agent is mandatory; the vendor's guide uses this one. */
const headers = { "user-agent": "OpenAPI", accept: "application/json" };
const timeoutMs = 15_000;

const tokenExpired = 10004;
/** The PBX's number for a path that its firmware does not know. */
export const interfaceUnknown = 10001;
/** Path unknown, version out of maintenance, version unsupported. */
const ofFirmware = new Set([interfaceUnknown, 10002, 10003]);

/** Success is HTTP 200 and `errcode` 0; nearly every failure is HTTP 200 as well. */
const Answer = z.looseObject({ errcode: z.number(), errmsg: z.string().catch("") });

const Tokens = z
  .object({
    access_token: z.string().min(1),
    access_token_expire_time: z.number(),
    refresh_token: z.string().min(1),
    refresh_token_expire_time: z.number(),
  })
  .transform((tokens) => ({
    accessToken: tokens.access_token,
    accessLifeMs: tokens.access_token_expire_time * 1000,
    refreshToken: tokens.refresh_token,
    refreshLifeMs: tokens.refresh_token_expire_time * 1000,
  }));

/** Logs in. Five failures block our address, so a refusal must not be repeated. @throws {GatewayError} */
export async function logIn(at: PbxAddress, clientId: string, clientSecret: string): Promise<PbxTokens> {
  try {
    return await post(at, "get_token", null, { username: clientId, password: clientSecret }, Tokens);
  } catch (error) {
    throw asLogInRefusal(error);
  }
}

/**
 * Which number a wrong Client Secret gets is not documented. A refusal that is not about the firmware counts as
 * that: a log-in has nothing else to refuse.
 */
function asLogInRefusal(error: unknown): unknown {
  if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") return error;
  const { status, detail } = error.failure;
  if (ofFirmware.has(status)) return error;
  return failure({ kind: "unauthorized", detail: `${status} ${detail}`, errcode: status });
}

/** Exchanges a refresh token for a new pair; the old pair is dead from then on. @throws {GatewayError} */
export function refreshTokens(at: PbxAddress, refreshToken: string): Promise<PbxTokens> {
  return post(at, "refresh_token", null, { refresh_token: refreshToken }, Tokens);
}

/** Gives a token back, which frees one of the eight. @throws {GatewayError} */
export async function logOut(at: PbxAddress, accessToken: string): Promise<void> {
  await get(at, "v1.0/del_token", { access_token: accessToken }, Answer);
}

/** A GET below `/openapi/v1.0/`; a refused token is replaced once. @throws {GatewayError} */
export function getFromPbx<T>(
  pbx: PbxConnection,
  path: string,
  query: Record<string, string>,
  answer: z.ZodType<T>,
): Promise<T> {
  return withToken(pbx, (token) => get(pbx, `v1.0/${path}`, { ...query, access_token: token }, answer));
}

/**
 * The number with which a GET below `/openapi/` is answered, 0 when it succeeds: tells what this firmware and
 * plan offer. A refusal is an answer, and only a token that has ended is replaced. @throws {GatewayError}
 */
export function probePbx(pbx: PbxConnection, path: string, query: Record<string, string>): Promise<number> {
  return withToken(pbx, async (token) => {
    const { status, text } = await request(pbx, path, { ...query, access_token: token });
    const answer = status === 200 ? Answer.safeParse(parseJson(text)) : null;
    if (answer?.data?.errcode === tokenExpired) return readAnswer(status, text, Answer).errcode;
    return answer?.data?.errcode ?? interfaceUnknown;
  });
}

/** A POST below `/openapi/v1.0/`; a refused token is replaced once. @throws {GatewayError} */
export function postToPbx<T>(
  pbx: PbxConnection,
  path: string,
  body: unknown,
  answer: z.ZodType<T>,
): Promise<T> {
  return withToken(pbx, (token) => post(pbx, path, token, body, answer));
}

/**
 * What is not below `/openapi/`, such as a recording, as it comes; a refused token is replaced once. Null when
 * there is nothing. @throws {GatewayError}
 */
export function downloadFromPbx(
  pbx: PbxConnection,
  path: string,
  options: { headers: Record<string, string>; signal: AbortSignal },
): Promise<HttpStream | null> {
  return withToken(pbx, async (token) => {
    const url = new URL(path, pbx.url);
    // The token must not follow an address to another machine.
    if (url.origin !== new URL(pbx.url).origin)
      throw failure({ kind: "malformed", detail: "the download is somewhere else" });
    url.searchParams.set("access_token", token);
    const answer = await openStream("PBX", {
      method: "GET",
      url: url.href,
      headers: { "user-agent": headers["user-agent"], ...options.headers },
      timeoutMs,
      certificate: pbx.certificate,
      signal: options.signal,
    });
    return readDownload(answer);
  });
}

/** Failures of downloads too are mostly HTTP 200 with an `errcode`. */
async function readDownload(answer: HttpStream): Promise<HttpStream | null> {
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  if ([200, 206, 416].includes(answer.status) && !isJson) return answer;
  const text = await new Response(answer.body).text();
  if (answer.status === 404) return null;
  readAnswer(answer.status, text, Answer);
  throw failure({ kind: "malformed", detail: "the download is an API answer" });
}

async function withToken<T>(pbx: PbxConnection, ask: (accessToken: string) => Promise<T>): Promise<T> {
  const token = await pbx.accessToken();
  try {
    return await ask(token);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "unauthorized") throw error;
    return ask(await pbx.accessToken(token));
  }
}

async function get<T>(
  at: PbxAddress,
  path: string,
  query: Record<string, string>,
  answer: z.ZodType<T>,
): Promise<T> {
  const { text, status } = await request(at, path, query);
  return readAnswer(status, text, answer);
}

function request(at: PbxAddress, path: string, query: Record<string, string>): Promise<HttpAnswer> {
  return sendRequest("PBX", {
    method: "GET",
    url: `${at.url}/openapi/${path}?${new URLSearchParams(query).toString()}`,
    headers,
    timeoutMs: at.patienceMs ?? timeoutMs,
    certificate: at.certificate,
  });
}

async function post<T>(
  at: PbxAddress,
  path: string,
  accessToken: string | null,
  body: unknown,
  answer: z.ZodType<T>,
): Promise<T> {
  const query = accessToken === null ? "" : `?access_token=${encodeURIComponent(accessToken)}`;
  const { text, status } = await sendRequest("PBX", {
    method: "POST",
    url: `${at.url}/openapi/v1.0/${path}${query}`,
    headers: { ...headers, "content-type": "application/json" },
    timeoutMs: at.patienceMs ?? timeoutMs,
    certificate: at.certificate,
    body: JSON.stringify(body),
  });
  return readAnswer(status, text, answer);
}

function readAnswer<T>(status: number, text: string, schema: z.ZodType<T>): T {
  if (status === 401 || status === 403) throw failure({ kind: "unauthorized", detail: `HTTP ${status}` });
  if (status !== 200)
    throw unanswered({
      kind: "unavailable",
      status,
      detail: "the PBX's web server answered, its API did not",
      retryAfterMs: null,
    });
  const answer = Answer.safeParse(parseJson(text));
  if (!answer.success) throw unanswered({ kind: "malformed", detail: "the answer is no API answer" });
  const { errcode, errmsg } = answer.data;
  if (errcode !== 0) throw (midway.has(errcode) ? unanswered : failure)(classify(errcode, errmsg));
  const parsed = schema.safeParse(answer.data);
  if (!parsed.success)
    throw unanswered({ kind: "malformed", detail: parsed.error.issues[0]?.message ?? "unknown form" });
  return parsed.data;
}

/** Error numbers of the vendor's guide that pass by themselves: internal failure, still running, overload, token quota. */
const passing = new Set([-2, 2, 60002, 70082]);
/** Of these the first two do not say that nothing was done. */
const midway = new Set([-2, 2]);
/** Numbers about credentials, addresses and switches: an administrator must act. */
const cures: Record<number, string> = {
  10004: "the token has expired",
  10005: "access denied",
  70004:
    "our address is blocked after failed log-ins: unblock it on the PBX under Security > Security Rules > Blocked IPs",
  70087: "our address is not in the API's list of allowed addresses",
  70123: "the API is switched off: switch it on under Integrations > API",
};

function classify(errcode: number, errmsg: string): GatewayFailure {
  const cure = cures[errcode];
  if (cure !== undefined) return { kind: "unauthorized", detail: `${errcode} ${errmsg}: ${cure}`, errcode };
  if (passing.has(errcode))
    return {
      kind: "unavailable",
      status: errcode,
      detail: errmsg,
      retryAfterMs: errcode === 60002 ? 120_000 : null,
    };
  // Some firmware answers a bad token with a number in the 40000s other than the parameter errors.
  if (errcode >= 40_000 && errcode < 41_000 && ![40001, 40002, 40003, 40004].includes(errcode)) {
    return { kind: "unauthorized", detail: `${errcode} ${errmsg}`, errcode };
  }
  return { kind: "rejected", status: errcode, detail: errmsg };
}

function failure(what: GatewayFailure): GatewayError {
  return new GatewayError("PBX", what);
}

/** What was asked may be done all the same: the API's own answer is not known. */
function unanswered(what: GatewayFailure): GatewayError {
  return new GatewayError("PBX", what, { ambiguous: true });
}
