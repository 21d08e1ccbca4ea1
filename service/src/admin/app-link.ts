import { appNameOf } from "./core/app-name.ts";
import type { ErrorCode } from "@deskline/shared/errors";
import { linkApp } from "../app/store.ts";
import type { Integration } from "../integrations/integration.ts";
import { readRow, zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { listInstallations, removeFromZendesk, type Installation } from "../zendesk/apps.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { appsOfOthers, lockZendesk, unlinkApp } from "./app-store.ts";
import { failureCode } from "./failure-code.ts";

/** Finds an app that was uploaded by hand and links it. Null, or the code of what is in the way. */
export async function findAndLink(
  deps: GrantDeps,
  by: AuditedBy,
  { id, name, zendesk }: Integration,
): Promise<ErrorCode | null> {
  try {
    const { timesLeft } = await readRow(deps.db, id);
    const account = await zendeskAccount(deps, id);
    const others = await appsOfOthers(deps.db, id);
    const named = ["deskline", appNameOf(name).toLowerCase()];
    const found = (await listInstallations(account)).filter(
      (one) => !others.has(one.appId) && named.includes(one.name.toLowerCase()),
    );
    const [only, ...more] = found.some(isNow(zendesk)) ? found.filter(isNow(zendesk)) : found;
    if (only === undefined) return "app_not_found";
    if (more.length > 0) return "app_ambiguous";
    if (isNow(zendesk)(only)) return null;
    const { appId, installationId } = only;
    return await deps.db.transaction(async (tx) => {
      // The account was left while it was looked through.
      if ((await lockZendesk(tx, id)).timesLeft !== timesLeft) return "zendesk_not_connected";
      await unlinkApp(tx, id);
      await linkApp(tx, id, { appId, installationId });
      await audit(tx, by, "app.linked", {
        before: { appId: zendesk.appId, installationId: zendesk.installationId },
        after: { appId, installationId },
      });
      return null;
    });
  } catch (error) {
    return codeOf(deps, error);
  }
}

function isNow({ appId, installationId }: Integration["zendesk"]): (one: Installation) => boolean {
  return (one) => one.appId === appId && one.installationId === installationId;
}

/** Takes the linked app out of Zendesk. Null, or the code of what is in the way. */
export async function uninstall(
  deps: GrantDeps,
  by: AuditedBy,
  { id, zendesk }: Integration,
): Promise<ErrorCode | null> {
  if (zendesk.appId === null || zendesk.installationId === null) return null;
  try {
    await removeFromZendesk(await zendeskAccount(deps, id), zendesk.appId, zendesk.installationId);
  } catch (error) {
    return codeOf(deps, error);
  }
  await deps.db.transaction(async (tx) => {
    // Another one was linked meanwhile, or none is any more.
    if ((await lockZendesk(tx, id)).installationId !== zendesk.installationId) return;
    await unlinkApp(tx, id);
    await audit(tx, by, "app.uninstalled", { before: { installationId: zendesk.installationId } });
  });
  return null;
}

function codeOf({ log }: GrantDeps, error: unknown): ErrorCode {
  return failureCode(log, error, {
    unauthorized: "zendesk_not_connected",
    unreachable: "zendesk_unreachable",
    refused: "zendesk_refused",
  });
}
