import { z } from "zod";
import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import { sendRequest } from "../platform/http-client.ts";
import { parseJson } from "../platform/json.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { wordsOfError } from "./errors.ts";
import {
  AppJobStatus,
  Installations,
  NewInstallation,
  OwnedApps,
  StartedAppJob,
  UploadedPackage,
} from "./apps-schema.ts";

export type Installation = { installationId: number; appId: number; name: string; enabled: boolean };

/** Apps installed in the account. @throws {GatewayError} */
export function listInstallations(account: ZendeskAccount): Promise<Installation[]> {
  return askZendesk(account, {
    method: "GET",
    path: "/api/v2/apps/installations.json",
    answer: Installations,
  });
}

/** As Zendesk gave it: it goes back as it came. */
export type UploadId = number | string;

/** Gives Zendesk a package; the id is for what follows. @throws {GatewayError} */
export function uploadPackage(account: ZendeskAccount, zip: Uint8Array<ArrayBuffer>): Promise<UploadId> {
  const form = new FormData();
  form.set("uploaded_data", new Blob([zip], { type: "application/zip" }), "deskline.zip");
  return askZendesk(account, {
    method: "POST",
    path: "/api/v2/apps/uploads.json",
    form,
    answer: UploadedPackage,
  });
}

/** Has Zendesk make an app of an uploaded package; resolves with its job. @throws {GatewayError} */
export function createApp(account: ZendeskAccount, uploadId: UploadId, name: string): Promise<string> {
  const body = JSON.stringify({ upload_id: uploadId, name });
  return askZendesk(account, { method: "POST", path: "/api/apps.json", body, answer: StartedAppJob });
}

/** Has Zendesk put an uploaded package in the place of an app's present one; resolves with its job. @throws {GatewayError} */
export function updateApp(account: ZendeskAccount, appId: number, uploadId: UploadId): Promise<string> {
  const body = JSON.stringify({ upload_id: uploadId });
  return askZendesk(account, {
    method: "PUT",
    path: `/api/v2/apps/${appId}.json`,
    body,
    answer: StartedAppJob,
  });
}

export type AppJob = z.output<typeof AppJobStatus>;

/** @throws {GatewayError} */
export function readAppJob(account: ZendeskAccount, jobId: string): Promise<AppJob> {
  const path = `/api/v2/apps/job_statuses/${encodeURIComponent(jobId)}.json`;
  return askZendesk(account, { method: "GET", path, answer: AppJobStatus });
}

/** Private apps that were uploaded to the account. @throws {GatewayError} */
export function listOwnedApps(account: ZendeskAccount): Promise<{ appId: number; name: string }[]> {
  return askZendesk(account, { method: "GET", path: "/api/v2/apps/owned.json", answer: OwnedApps });
}

/** Installs an app for all agents; resolves with the installation's id. @throws {GatewayError} */
export function installApp(account: ZendeskAccount, appId: number, name: string): Promise<number> {
  return askZendesk(account, {
    method: "POST",
    path: "/api/support/apps/installations.json",
    body: JSON.stringify({ app_id: String(appId), settings: { name } }),
    answer: NewInstallation,
  });
}

/** Takes an app out of the account again. False when it was not there. @throws {GatewayError} */
function removeInstallation(account: ZendeskAccount, installationId: number): Promise<boolean> {
  return remove(account, `/api/support/apps/installations/${installationId}.json`);
}

/** Deletes a private app. False when it was not there. @throws {GatewayError} */
function removeApp(account: ZendeskAccount, appId: number): Promise<boolean> {
  return remove(account, `/api/v2/apps/${appId}.json`);
}

/**
 * Removes the installation, and the private app with it unless somebody else uploaded it, who alone may delete it.
 * @throws {GatewayError}
 */
export async function removeFromZendesk(
  account: ZendeskAccount,
  appId: number,
  installationId: number,
): Promise<void> {
  await removeInstallation(account, installationId);
  try {
    await removeApp(account, appId);
  } catch (error) {
    if (!isRejected(error, 403)) throw error;
  }
}

async function remove(account: ZendeskAccount, path: string): Promise<boolean> {
  try {
    await askZendesk(account, { method: "DELETE", path, answer: z.unknown() });
    return true;
  } catch (error) {
    if (isRejected(error, 404)) return false;
    throw error;
  }
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
