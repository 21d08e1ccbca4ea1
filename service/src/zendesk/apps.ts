import { GatewayError } from "../platform/gateway-error.ts";
import { sendRequest } from "../platform/http-client.ts";
import { parseJson } from "../platform/json.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { wordsOfError } from "./errors.ts";
import { Installations } from "./schema.ts";

export type Installation = { installationId: number; appId: number; name: string; enabled: boolean };

/** Apps installed in the account. @throws {GatewayError} */
export function listInstallations(account: ZendeskAccount): Promise<Installation[]> {
  return askZendesk(account, {
    method: "GET",
    path: "/api/v2/apps/installations.json",
    answer: Installations,
  });
}

const timeoutMs = 5000;

/** The public key with whose private half Zendesk signs what it tells an app, as PEM. @throws {GatewayError} */
export async function readPublicKey(baseUrl: string, appId: number): Promise<string> {
  const path = `/api/v2/apps/${appId}/public_key.pem`;
  const { status, text } = await sendRequest("Zendesk", {
    method: "GET",
    url: `${baseUrl}${path}`,
    headers: { accept: "*/*" },
    timeoutMs,
  });
  if (status !== 200)
    throw new GatewayError("Zendesk", {
      kind: "unavailable",
      status,
      detail: wordsOfError(text),
      retryAfterMs: null,
    });
  const pem = pemIn(text);
  if (pem === null) throw new GatewayError("Zendesk", { kind: "malformed", detail: `${path}: no PEM` });
  return pem;
}

/** Zendesk answers with the text itself or with a JSON string that holds it. */
function pemIn(answer: string): string | null {
  const json = parseJson(answer);
  const text = typeof json === "string" ? json : answer;
  return text.includes("-----BEGIN ") ? text : null;
}
