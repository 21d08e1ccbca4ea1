import { appAddress, appVersion } from "@deskline/zendesk-app/package/pack-app";
import type { ErrorCode } from "@deskline/shared/errors";
import { linkApp } from "../app/store.ts";
import type { Integration } from "../integrations/integration.ts";
import { readIntegration } from "../integrations/store.ts";
import { readRow, zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import {
  createApp,
  installApp,
  listInstallations,
  listOwnedApps,
  readAppJob,
  removeFromZendesk,
  updateApp,
  uploadPackage,
} from "../zendesk/apps.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { packageOf } from "./app-package.ts";
import { sideTrouble, type Trouble } from "./side-trouble.ts";
import { isLost } from "./core/app-work.ts";
import { appsOfOthers, keepWork, lockZendesk, type AppWork, type ZendeskRow } from "./app-store.ts";

export type AppInstallDeps = GrantDeps & { db: Database; queue: Queue; publicUrl: string };
type Job = Payload<"install-app">;

/** Trouble that passes is waited out so long. */
const patienceMs = 2 * 60_000;
const soonMs = 1000;
const longestPauseMs = 10_000;

/** Begins to install the app, or to update it; one that runs already goes on. Null, or what is in the way. */
export async function startInstall(
  deps: AppInstallDeps,
  { actor }: AuditedBy,
  { id }: Integration,
): Promise<ErrorCode | null> {
  if (appAddress(deps.publicUrl) === null) return "public_url_not_https";
  return deps.db.transaction(async (tx) => {
    const { accessToken, appWork, timesLeft } = await lockZendesk(tx, id);
    if (accessToken === null) return "zendesk_not_connected";
    const now = deps.clock.now();
    if (appWork?.state === "running" && !isLost(appWork, now)) return null;
    const job = { integrationId: id, startedAt: now, actor, timesLeft };
    await keepWork(tx, job, running("packing", now), { appJob: null });
    await deps.queue.add("install-app", job, { key: id }, tx);
    return null;
  });
}

/**
 * One leg of the installation: what is asked of Zendesk until it has to be waited for. The next one is a job of
 * its own, so that a restart costs a leg at most. What was reached is stored, and looked for before it is repeated.
 */
export async function installLeg(deps: AppInstallDeps, job: Job): Promise<void> {
  const { integrationId } = job;
  const integration = await readIntegration(deps.db, integrationId);
  if (integration === null) return;
  const row = await readRow(deps.db, integrationId);
  if (row.appWork?.state !== "running" || row.timesLeft !== job.timesLeft) return;
  try {
    const account = await zendeskAccount(deps, integrationId);
    await (row.appJob === null
      ? build(deps, job, integration, row, account)
      : follow(deps, job, integration, row.appJob, account));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    await afterFailure(deps, job, row.appWork, error);
  }
}

async function build(
  deps: AppInstallDeps,
  job: Job,
  integration: Integration,
  row: ZendeskRow,
  account: ZendeskAccount,
): Promise<void> {
  const made = await packageOf(deps, integration);
  if (made === null) throw new Error("the address of the service has changed under way");
  await keepWork(deps.db, job, running("uploading", deps.clock.now()));
  const uploadId = await uploadPackage(account, made.zip);
  if (!(await keepWork(deps.db, job, running("creating", deps.clock.now())))) return;
  const known = row.appId ?? (await leftOver(deps, job.integrationId, account, made.name));
  const appJob = await (known === null
    ? createApp(account, uploadId, made.name)
    : updateApp(account, known, uploadId).catch((error: unknown) => {
        // Somebody has deleted the app meanwhile.
        if (!isRejected(error, 404)) throw error;
        return createApp(account, uploadId, made.name);
      }));
  await deps.db.transaction(async (tx) => {
    const kept = await keepWork(tx, job, running("creating", deps.clock.now()), { appJob });
    if (kept) await goOn(deps, job, soonMs, tx);
  });
}

/**
 * An app of this name that is installed nowhere and used by no other integration: made by a leg whose end was
 * lost, or left behind by an installation that was removed.
 */
async function leftOver(
  deps: AppInstallDeps,
  integrationId: string,
  account: ZendeskAccount,
  name: string,
): Promise<number | null> {
  const [owned, installed, others] = await Promise.all([
    listOwnedApps(account),
    listInstallations(account),
    appsOfOthers(deps.db, integrationId),
  ]);
  const taken = new Set(installed.map(({ appId }) => appId));
  const free = owned.filter((one) => one.name === name && !taken.has(one.appId) && !others.has(one.appId));
  return free.length === 0 ? null : Math.max(...free.map(({ appId }) => appId));
}

async function follow(
  deps: AppInstallDeps,
  job: Job,
  integration: Integration,
  appJob: string,
  account: ZendeskAccount,
): Promise<void> {
  const { state, message, progress, retryInMs, appId } = await readAppJob(account, appJob);
  const now = deps.clock.now();
  if (state === "working") {
    await deps.db.transaction(async (tx) => {
      const kept = await keepWork(tx, job, { ...running("creating", now), progress });
      const pauseMs = Math.min(Math.max(retryInMs ?? soonMs, soonMs), longestPauseMs);
      if (kept) await goOn(deps, job, pauseMs, tx);
    });
  } else if (state === "failed" || appId === null)
    await fail(deps, job, running("creating", now), { trouble: "refused", detail: message || null });
  else await install(deps, job, integration, appId, account);
}

async function install(
  deps: AppInstallDeps,
  job: Job,
  integration: Integration,
  appId: number,
  account: ZendeskAccount,
): Promise<void> {
  const { id, name } = integration;
  if (!(await keepWork(deps.db, job, running("installing", deps.clock.now())))) return;
  const installed = (await listInstallations(account)).find((one) => one.appId === appId);
  const made = installed === undefined ? await packageOf(deps, integration) : null;
  const installationId =
    installed?.installationId ?? (await installApp(account, appId, made?.name ?? "Deskline"));
  const linked = await deps.db.transaction(async (tx) => {
    const before = await lockZendesk(tx, id);
    if (before.timesLeft !== job.timesLeft) return false;
    await linkApp(tx, id, { appId, installationId });
    const work: AppWork = { ...running("installing", deps.clock.now()), state: "done", progress: 1 };
    await keepWork(tx, job, work, { appJob: null, appVersion });
    const action = before.installationId === installationId ? "app.updated" : "app.installed";
    const change = { before: { version: before.appVersion }, after: { version: appVersion, installationId } };
    await audit(tx, { actor: job.actor, integration: { id, name } }, action, change);
    return true;
  });
  // It was disconnected while Zendesk installed: nothing would be behind the app.
  if (!linked && installed === undefined) await removeFromZendesk(account, appId, installationId);
}

async function afterFailure(
  deps: AppInstallDeps,
  job: Job,
  before: AppWork,
  error: GatewayError,
): Promise<void> {
  const { failure } = error;
  const now = deps.clock.now();
  deps.log.info({ err: error, integrationId: job.integrationId }, "the app could not be installed");
  const trouble = sideTrouble(failure);
  const passes = ["unreachable", "busy"].includes(trouble.trouble);
  if (!passes || now - job.startedAt > patienceMs) return fail(deps, job, before, trouble);
  const asked = "retryAfterMs" in failure ? failure.retryAfterMs : null;
  await deps.db.transaction(async (tx) => {
    const { appWork } = await lockZendesk(tx, job.integrationId);
    const kept = await keepWork(tx, job, { ...(appWork ?? before), ...trouble, at: now });
    if (kept) await goOn(deps, job, Math.min(asked ?? 3 * soonMs, patienceMs), tx);
  });
}

async function fail(deps: AppInstallDeps, job: Job, before: AppWork, trouble: Trouble): Promise<void> {
  const { step } = (await readRow(deps.db, job.integrationId)).appWork ?? before;
  const work: AppWork = { state: "failed", step, progress: null, ...trouble, at: deps.clock.now() };
  await keepWork(deps.db, job, work, { appJob: null });
}

async function goOn(deps: AppInstallDeps, job: Job, pauseMs: number, tx: JobTransaction): Promise<void> {
  const startAfter = new Date(deps.clock.now() + pauseMs);
  await deps.queue.add("install-app", job, { key: job.integrationId, startAfter }, tx);
}

function running(step: AppWork["step"], at: number): AppWork {
  return { state: "running", step, progress: null, trouble: null, detail: null, at };
}
