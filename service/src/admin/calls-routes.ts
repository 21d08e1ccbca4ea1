import { CorrectedCall, MoveToContactInput, MoveToTicketInput } from "@deskline/shared/admin-calls";
import type { ErrorCode } from "@deskline/shared/errors";
import { Hono, type Context } from "hono";
import type { ChangedCall } from "../history/change.ts";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import type { Logger } from "../platform/logger.ts";
import { correctCall, type CorrectDeps, type Correction } from "./correct-call.ts";
import { describeAdmin } from "./describe.ts";
import type { AdminEnv } from "./env.ts";
import { failureCode } from "./failure-code.ts";
import { toRecent } from "./recent-calls.ts";

export type CallsRoutesDeps = CorrectDeps & { log: Logger };

const always: ErrorCode[] = [
  "call_unknown",
  "call_internal",
  "integration_disabled",
  "zendesk_not_connected",
];
const ofZendesk: ErrorCode[] = ["zendesk_unreachable", "zendesk_refused"];

/** `…/calls/{callId}/ticket`, `…/calls/{callId}/contact` */
export function callsRoutes(deps: CallsRoutesDeps): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
    .put(
      "/integrations/:id/calls/:callId/ticket",
      describeAdmin("Move a call to another ticket, which gets its journal", { 200: CorrectedCall }, [
        ...always,
        "ticket_unknown",
        ...ofZendesk,
      ]),
      input("json", MoveToTicketInput),
      async (c) => answer(deps, c, c.req.param("callId"), { kind: "to_ticket", ...c.req.valid("json") }),
    )
    .put(
      "/integrations/:id/calls/:callId/contact",
      describeAdmin(
        "Move a call to another contact; the ticket that was made of it follows",
        { 200: CorrectedCall },
        [...always, "person_unknown", ...ofZendesk],
      ),
      input("json", MoveToContactInput),
      async (c) => answer(deps, c, c.req.param("callId"), { kind: "to_contact", ...c.req.valid("json") }),
    )
    .delete(
      "/integrations/:id/calls/:callId/ticket",
      describeAdmin(
        "Take a call from its ticket, where what was written stays",
        { 200: CorrectedCall },
        always,
      ),
      async (c) => answer(deps, c, c.req.param("callId"), { kind: "from_ticket" }),
    )
    .post(
      "/integrations/:id/calls/:callId/ticket",
      describeAdmin(
        "Have a ticket made for a call that has none, whatever the rules say",
        { 200: CorrectedCall },
        [...always, "call_not_over", "call_without_contact"],
      ),
      async (c) => answer(deps, c, c.req.param("callId"), { kind: "make_ticket" }),
    );
  app.onError((error, c) =>
    problem(
      c,
      failureCode(deps.log, error, {
        unauthorized: "zendesk_not_connected",
        unreachable: "zendesk_unreachable",
        refused: "zendesk_refused",
      }),
    ),
  );
  return app;
}

async function answer(deps: CallsRoutesDeps, c: Context<AdminEnv>, callId: string, correction: Correction) {
  const [integration, actor] = [c.get("integration"), c.get("actor")];
  const changed = await correctCall(deps, { actor, integration }, callId, correction);
  return "refused" in changed ? problem(c, changed.refused) : c.json(toCorrected(changed, integration));
}

function toCorrected(
  { call, requester }: ChangedCall,
  integration: Parameters<typeof toRecent>[1],
): CorrectedCall {
  const because = requester?.kind === "stays" ? requester.because : null;
  return {
    ...toRecent(call, integration),
    contactUserId: call.contactUserId,
    requester: requester === undefined ? null : { kind: requester.kind, because },
  };
}
