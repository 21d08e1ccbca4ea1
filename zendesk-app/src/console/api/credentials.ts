import type { AppSession } from "../../api/session.ts";
import type { Gate } from "./gate.ts";

/** What proves who asks. */
export type Credentials = {
  headers(): Promise<Record<string, string>>;
  /** What was sent proves nothing any more: returns when there is something that may. */
  renew(refused: Record<string, string>): Promise<void>;
};

/** The operator's cookie, which the browser sends by itself; a new one comes with the next log-in. */
export function cookieCredentials(gate: Gate): Credentials {
  return { headers: () => Promise.resolve({}), renew: () => gate.wait() };
}

/** The session of an administrator inside Zendesk, kept in memory. */
export function bearerCredentials(session: AppSession): Credentials {
  return {
    headers: async () => ({ authorization: `Bearer ${await session.token()}` }),
    renew: async ({ authorization = "" }) => {
      await session.renewed(authorization.slice("Bearer ".length));
    },
  };
}
