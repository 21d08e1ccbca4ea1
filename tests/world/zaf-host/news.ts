import type { ZendeskSimulator } from "../zendesk/simulator.ts";
import type { News } from "./core/shapes.ts";

const lookEveryMs = 150;

/**
 * Tells what has changed in the account, until the signal ends it: the simulator has no news of its own, so
 * it is looked at again and again.
 */
export function watchAccount(
  zendesk: ZendeskSimulator,
  tell: (news: News) => void,
  signal: AbortSignal,
): void {
  let seen = stateOf(zendesk);
  const timer = setInterval(() => {
    const now = stateOf(zendesk);
    const tickets = changed(seen.tickets, now.tickets);
    const users = changed(seen.users, now.users);
    if (tickets.length > 0) tell({ kind: "tickets", ids: tickets });
    if (users.length > 0) tell({ kind: "users", ids: users });
    for (const one of now.notifications.slice(seen.notifications.length))
      tell({ kind: "notification", ...one });
    for (const { agentId, kind, id } of now.displays.slice(seen.displays.length))
      tell({ kind: "display", agentId, what: kind, id });
    seen = now;
  }, lookEveryMs);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

function stateOf(zendesk: ZendeskSimulator) {
  return {
    tickets: new Map(zendesk.tickets().map(({ id, updatedAt, status }) => [id, `${updatedAt} ${status}`])),
    users: new Map(zendesk.users().map((one) => [one.id, `${one.updatedAt} ${one.identities.length}`])),
    notifications: zendesk.notifications(),
    displays: zendesk.displays(),
  };
}

function changed(before: Map<number, string>, after: Map<number, string>): number[] {
  return [...after].filter(([id, state]) => before.get(id) !== state).map(([id]) => id);
}
