import { z } from "zod";

/** The installation whose tokens are accepted. */
export type Expected = { subdomain: string; installationId: number };

/** What was found wrong with a token; for log and metric, never for the client. */
export type Check = "claims" | "issuer" | "audience" | "life" | "expired" | "not_yet_valid" | "subject";

export type Claimed =
  { kind: "agent"; agentId: number; ticketId: number | undefined } | { kind: "refused"; check: Check };

const leewayS = 60;
/** Zendesk's own tokens live five minutes. */
const longestLifeS = 10 * 60;

const seconds = z.number().nonnegative();

/**
 * The claims that Zendesk documents. What `qsh` is a hash of is not documented: it is not read. Neither is `cnf`,
 * which proves nothing that is needed. Of `context` the ticket is taken where there is one: Zendesk showed it.
 */
const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.tuple([z.string()]).transform(([only]) => only)]),
  sub: z.string(),
  iat: seconds,
  nbf: seconds,
  exp: seconds,
  context: z.object({ ticket_id: z.coerce.number().int().positive().optional() }).optional().catch(undefined),
});

/** Which agent a token's claims prove, given that its signature is right. `now` is epoch ms. */
export function readClaims(payload: unknown, expected: Expected, now: number): Claimed {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) return { kind: "refused", check: "claims" };
  const host = `${expected.subdomain}.zendesk.com`;
  const check = wrongCheck(parsed.data, host, expected.installationId, now / 1000);
  if (check !== null) return { kind: "refused", check };
  const agentId = agentIn(parsed.data.sub, host);
  return agentId === null
    ? { kind: "refused", check: "subject" }
    : { kind: "agent", agentId, ticketId: parsed.data.context?.ticket_id };
}

function wrongCheck(
  claims: z.infer<typeof Claims>,
  host: string,
  installationId: number,
  nowS: number,
): Check | null {
  if (claims.iss !== host && claims.iss !== `https://${host}`) return "issuer";
  if (claims.aud !== `https://${host}/api/v2/apps/installations/${installationId}.json`) return "audience";
  if (claims.exp - Math.min(claims.iat, claims.nbf) > longestLifeS) return "life";
  if (claims.exp <= nowS - leewayS) return "expired";
  if (Math.max(claims.iat, claims.nbf) > nowS + leewayS) return "not_yet_valid";
  return null;
}

/** The user's API address, of this very account. */
function agentIn(subject: string, host: string): number | null {
  const prefix = `https://${host}/api/v2/users/`;
  if (!subject.startsWith(prefix)) return null;
  const digits = /^([1-9]\d{0,15})(\.json)?$/.exec(subject.slice(prefix.length))?.[1];
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : null;
}
