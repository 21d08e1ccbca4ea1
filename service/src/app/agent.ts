import type { KnownIntegration } from "../integrations/registry.ts";

/** Who asks: proved by Zendesk when the frame was loaded, and by the session since. */
export type Agent = {
  integration: KnownIntegration;
  id: number;
  name: string;
  admin: boolean;
  /** Null when no extension is bound to the agent. */
  extension: string | null;
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
