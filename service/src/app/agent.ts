import type { KnownIntegration } from "../integrations/registry.ts";

/** Who asks: proved by Zendesk when the frame was loaded, and by the session since. */
export type Agent = {
  integration: KnownIntegration;
  id: number;
  name: string;
  admin: boolean;
  /** Null when no extension is bound to the agent. */
  extension: string | null;
  /** The ticket that Zendesk showed with this frame, as it signed; null where it signed none. */
  frameTicketId: number | null;
  /** Which tickets the agent may see only, in Zendesk's word; null when all. */
  ticketRestriction: string | null;
};

/** What every route below `/api/app/` finds in its context. */
export type AppEnv = {
  Variables: {
    requestId: string;
    agent: Agent;
    /** False when Zendesk could not be asked who the agent is: obstacles are shown then, and nothing of calls. */
    verified: boolean;
  };
};
