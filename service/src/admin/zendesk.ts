import type { Who } from "@deskline/shared/admin-access";
import type { ZendeskInput } from "@deskline/shared/admin-zendesk";
import type { ErrorCode } from "@deskline/shared/errors";
import { setZendeskCredentials } from "../integrations/change.ts";
import { beginAuthorization, type ConnectDeps } from "../integrations/connect.ts";
import { enteredSubdomain } from "../integrations/entered.ts";
import { leaveAccount } from "../integrations/leave-account.ts";
import { secretContext } from "../integrations/integration.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { readRow } from "../integrations/zendesk-grant.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";

export type ZendeskAdminDeps = ConnectDeps;

/**
 * Changes what is given of the account and its OAuth client. Null, or the code of what is wrong. Who works inside the
 * account stays in it: they would lock themselves out.
 */
export async function changeZendesk(
  deps: ZendeskAdminDeps,
  by: AuditedBy,
  integration: KnownIntegration,
  input: ZendeskInput,
  who: Who,
): Promise<ErrorCode | null> {
  const entered = input.subdomain === undefined ? null : enteredSubdomain(input.subdomain);
  if (entered?.kind === "wrong") return entered.code;
  const moves = entered !== null && entered.value !== integration.zendesk.subdomain;
  if (moves && who.kind === "zendesk_admin") return "own_account";
  const { before, left } = await leaveAccount(deps, integration, entered?.value);
  await deps.db.transaction(async (tx) => {
    const row = await readRow(tx, integration.id);
    const sealed = row.clientSecret;
    const present =
      sealed === null
        ? null
        : deps.box.open(sealed, secretContext("zendesk_connections.client_secret", integration.id));
    const isNewSecret = input.clientSecret !== undefined && input.clientSecret !== present;
    const plain = {
      ...(entered === null ? {} : { subdomain: entered.value }),
      ...(input.clientId === undefined ? {} : { clientId: input.clientId }),
    };
    const change = changesBetween(
      {
        subdomain: row.subdomain,
        clientId: row.clientId,
        clientSecret: present === null ? null : "set",
      },
      { ...plain, clientSecret: isNewSecret ? (present === null ? "set" : "changed") : undefined },
    );
    if (change === null) return;
    const secret =
      isNewSecret && input.clientSecret !== undefined ? { clientSecret: input.clientSecret } : {};
    await setZendeskCredentials(tx, deps.box, before, { ...plain, ...secret }, left.grant);
    const become = Object.fromEntries(Object.entries(left).filter(([, value]) => value !== null));
    await audit(tx, by, "zendesk.changed", { ...change, after: { ...change.after, ...become } });
  });
  return null;
}

/** Where Zendesk asks an administrator; null when that is not all entered yet. */
export async function authorize(deps: ZendeskAdminDeps, { id }: KnownIntegration): Promise<string | null> {
  const { subdomain, clientId, clientSecret } = await readRow(deps.db, id);
  if (subdomain === null || clientId === null || clientSecret === null) return null;
  return beginAuthorization(deps, id);
}
