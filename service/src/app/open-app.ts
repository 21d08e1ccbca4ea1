import type { Session } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { accountUrl } from "../zendesk/account-url.ts";
import type { PublicKeys } from "./public-keys.ts";
import type { Sessions } from "./session.ts";
import { startCountingMissed } from "./store.ts";
import { verifyLoad, type Verified } from "./verify-load.ts";
import { whoIs } from "./who-is.ts";

export type OpenAppDeps = GrantDeps & { publicKeys: PublicKeys; sessions: Sessions };

type Refused = Extract<Verified, { kind: "refused" }>;

export type Opened =
  | { kind: "opened"; session: Session; admin: boolean }
  | { kind: "refused"; check: Refused["check"] }
  | { kind: "not_linked" } // no installation is stored whose tokens could be accepted
  | { kind: "zendesk_unreachable" }
  | { kind: "end_user" }
  | { kind: "inactive" };

/**
 * Opens the app for whom Zendesk's token proves. The same token opens it again within its life: a browser
 * posts it anew when the frame is reloaded. An agent of whom nothing can be known since Zendesk is not
 * connected is let in to the page that says so.
 */
export async function openApp(
  deps: OpenAppDeps,
  integration: KnownIntegration,
  token: string,
): Promise<Opened> {
  const verified = await verify(deps, integration, token);
  if (verified.kind !== "agent") return verified;
  const holder = { integrationId: integration.id, agentId: verified.agentId };
  const standing = await whoIs(deps, holder);
  if (standing.kind !== "agent" && standing.kind !== "not_connected") return standing;
  await startCountingMissed(deps.db, holder);
  const admin = standing.kind === "agent" && standing.admin;
  return { kind: "opened", session: deps.sessions.begin({ ...holder, ticketId: verified.ticketId }), admin };
}

async function verify(
  deps: OpenAppDeps,
  { zendesk }: KnownIntegration,
  token: string,
): Promise<Verified | { kind: "not_linked" } | { kind: "zendesk_unreachable" }> {
  const { subdomain, appId, installationId } = zendesk;
  if (subdomain === null || appId === null || installationId === null) return { kind: "not_linked" };
  const owner = { baseUrl: accountUrl(deps.zendeskBaseUrl, subdomain), appId };
  try {
    return await verifyLoad(deps, owner, { subdomain, installationId }, token);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.warn({ err: error, appId }, "public key of the app not read");
    return { kind: "zendesk_unreachable" };
  }
}
