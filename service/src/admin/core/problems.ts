import type { IntegrationProblem } from "@deskline/shared/admin";
import type { PbxTrouble } from "@deskline/shared/admin-pbx";

/** What is known of an integration that may keep its calls from becoming tickets. Instants are epoch ms. */
export type Standing = {
  /** Of the connection with Zendesk. */
  connection: "draft" | "connected" | "reconnect_needed";
  loginProblem: string | null;
  /** What failed when the PBX was asked last. */
  trouble: { kind: PbxTrouble; detail: string | null } | null;
  /** Since when somebody has been able to expect events: the integration was added then. */
  createdAt: number;
  lastEventAt: number | null;
  failedEvents: number;
  parkedCalls: number;
  /** Why the newest of them was given up, for the most part in Zendesk's words. */
  parkedReason: string | null;
  appLinked: boolean;
  /** Null when we did not install it. */
  installedVersion: string | null;
  boundAgents: number;
  brokenBindings: number;
  /** Fields without which tickets are made, and what Zendesk says of one of them. */
  refusedFields: number;
  refusedDetail: string | null;
  /** Calls whose recordings cannot be taken out of tickets, and what Zendesk says of one of them. */
  unremovedRecordings: number;
  unremovedDetail: string | null;
  /** What of the settings of tickets cannot be read. */
  unreadableSettings: string | null;
};

const unheardMs = 3 * 24 * 3600_000;
/** A new integration has this long for its first event. */
const firstEventMs = 15 * 60_000;

/** The problems of an integration, the gravest first. What was never set up yet is no problem but still to do. */
export function problemsOf(standing: Standing, version: string, now: number): IntegrationProblem[] {
  const { connection, failedEvents, parkedCalls, boundAgents, brokenBindings, unreadableSettings } = standing;
  const works = connection === "connected";
  return [
    pbxProblem(standing),
    connection === "reconnect_needed" ? problem("reconnect_needed") : null,
    unreadableSettings === null
      ? null
      : problem("ticket_settings_unreadable", { detail: unreadableSettings }),
    works && boundAgents > 0 && isUnheard(standing, now) ? problem("no_events") : null,
    counted("events_failed", failedEvents),
    parkedCalls > 0 ? problem("calls_parked", { count: parkedCalls, detail: standing.parkedReason }) : null,
    works && !standing.appLinked ? problem("app_not_linked") : null,
    standing.appLinked && standing.installedVersion !== null && standing.installedVersion !== version
      ? problem("app_outdated", { detail: standing.installedVersion })
      : null,
    works && boundAgents === 0 ? problem("nobody_bound") : null,
    counted("binding_broken", brokenBindings),
    standing.refusedFields > 0
      ? problem("ticket_fields_refused", { count: standing.refusedFields, detail: standing.refusedDetail })
      : null,
    standing.unremovedRecordings > 0
      ? problem("recordings_not_removed", {
          count: standing.unremovedRecordings,
          detail: standing.unremovedDetail,
        })
      : null,
  ].filter((one) => one !== null);
}

function pbxProblem({ loginProblem, trouble }: Standing): IntegrationProblem | null {
  if (loginProblem !== null) return problem("pbx_log_in_refused", { detail: loginProblem });
  if (trouble === null) return null;
  const { kind, detail } = trouble;
  if (kind === "certificate_unknown" || kind === "certificate_changed")
    return problem("pbx_certificate", { detail });
  return problem("pbx_unreachable", { detail });
}

function isUnheard({ createdAt, lastEventAt }: Standing, now: number): boolean {
  return lastEventAt === null ? now - createdAt > firstEventMs : now - lastEventAt > unheardMs;
}

function counted(kind: IntegrationProblem["kind"], count: number): IntegrationProblem | null {
  return count > 0 ? problem(kind, { count }) : null;
}

function problem(
  kind: IntegrationProblem["kind"],
  more: Partial<Omit<IntegrationProblem, "kind">> = {},
): IntegrationProblem {
  return { kind, count: null, detail: null, ...more };
}
