import type { Who } from "@deskline/shared/admin-access";
import type { KnownIntegration } from "../integrations/registry.ts";

import type { Actor } from "./actor.ts";

/** What every route below `/api/admin/` finds in its context. */
export type AdminEnv = {
  Variables: {
    requestId: string;
    who: Who;
    /** Who it is, for the audit log. */
    actor: Actor;
    /** Of the operator's log-in; null for an administrator of Zendesk. */
    consoleSession: string | null;
    /** Below `integrations/{id}` alone: the one that is named there, as it is now. */
    integration: KnownIntegration;
    /** Set by what is asked by POST and changes nothing. */
    isOnlyRead?: true;
  };
};
