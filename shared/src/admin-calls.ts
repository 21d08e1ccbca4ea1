import { z } from "zod";
import { RecentCall } from "./admin.ts";

/** What the console's API and the service say of calls that are corrected, below `/api/admin/integrations/{id}/calls/{callId}`. */

/** `PUT …/ticket` */
export const MoveToTicketInput = z.object({ ticketId: z.number().int().positive() });

/** `PUT …/contact` */
export const MoveToContactInput = z.object({ userId: z.number().int().positive() });

/** The answer to both, and to `DELETE …/ticket` and `POST …/ticket`: the call as it is then. Its journal may still be on its way. */
export const CorrectedCall = RecentCall.extend({
  contactUserId: z.number().nullable(),
  /** What became of the requester of its ticket; null where the contact is the same as before. */
  requester: z
    .object({ kind: z.enum(["moved", "stays", "no_ticket"]), because: z.string().nullable() })
    .nullable(),
});
export type CorrectedCall = z.infer<typeof CorrectedCall>;
