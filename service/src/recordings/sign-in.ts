import type { Session } from "@deskline/shared/app";
import type { Sessions } from "../app/session.ts";
import { whoIs } from "../app/who-is.ts";
import { callbackUrl, type ConnectDeps } from "../integrations/connect.ts";
import { oauthClientOf, readRow } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import {
  authorizationRequest,
  exchangeCode,
  revokeGrant,
  whoOnly,
  type OAuthClient,
} from "../zendesk/oauth.ts";
import { whoAmI } from "../zendesk/people.ts";
import type { SignIn, SignIns } from "./sign-ins.ts";

export type SignInDeps = ConnectDeps & { sessions: Sessions; signIns: SignIns };

/**
 * Where Zendesk asks who somebody is. The verifier stays with the browser that began: an answer is worth nothing to
 * any other. @throws {GatewayError} when account or client are not entered
 */
export async function beginSignIn(
  deps: SignInDeps,
  signIn: SignIn,
): Promise<{ url: string; state: string; codeVerifier: string }> {
  const client = oauthClientOf(deps, await readRow(deps.db, signIn.integrationId));
  const state = deps.signIns.make(signIn);
  return authorizationRequest(client, callbackUrl(deps.publicUrl), { ...whoOnly, state });
}

export type SignedIn =
  | { kind: "signed_in"; session: Session }
  | { kind: "denied" | "end_user" | "inactive" | "not_connected" | "zendesk_unreachable" };

/** Ends a sign-in with a session of the app, as a signed frame begins with one. The grant is given back at once. */
export async function finishSignIn(
  deps: SignInDeps,
  { integrationId }: SignIn,
  { code, codeVerifier }: { code: string | undefined; codeVerifier: string | undefined },
): Promise<SignedIn> {
  if (code === undefined || codeVerifier === undefined) return { kind: "denied" };
  try {
    const client = oauthClientOf(deps, await readRow(deps.db, integrationId));
    const agentId = await userOf(deps, client, { code, codeVerifier });
    if (agentId === null) return { kind: "denied" };
    const standing = await whoIs(deps, { integrationId, agentId });
    if (standing.kind !== "agent") return standing;
    return { kind: "signed_in", session: deps.sessions.begin({ integrationId, agentId }) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, integrationId }, "nobody signed in for a recording");
    return { kind: error.failure.kind === "unauthorized" ? "denied" : "zendesk_unreachable" };
  }
}

/** Whose grant a code gives. @throws {GatewayError} */
async function userOf(
  deps: SignInDeps,
  client: OAuthClient,
  answer: { code: string; codeVerifier: string },
): Promise<number | null> {
  const grant = { ...answer, redirectUri: callbackUrl(deps.publicUrl) };
  const { accessToken } = await exchangeCode(client, grant, whoOnly);
  const account = { baseUrl: client.baseUrl, accessToken: () => Promise.resolve(accessToken) };
  const { id } = await whoAmI(account);
  await revokeGrant(account).catch((error: unknown) =>
    deps.log.info({ err: error }, "the grant of a sign-in was not given back, and ends by itself"),
  );
  return id;
}
