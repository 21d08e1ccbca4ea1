import { changedPaths, valueAt } from "../core/paths.ts";
import type { ZafUser } from "../core/shapes.ts";
import { askZendesk } from "./server.ts";
import type { TicketTab } from "./types.ts";

const blank = {
  isNew: true,
  subject: "",
  description: "",
  status: "new",
  type: null,
  priority: null,
  tags: [],
  externalId: null,
  requester: null,
  assignee: { group: null, user: null },
  comments: [],
  via: { channel: "web" },
};

/** The ticket of a tab as it stands there, submitted or not. */
export function ticketTree({ ticket, requester, draft, comment }: TicketTab): Record<string, unknown> {
  return { ...(ticket ?? blank), ...draft, requester, comment };
}

/** Makes a change and returns the events that tell of it, with what each property is now. */
export function change(tab: TicketTab, make: () => void): [event: string, value: unknown][] {
  const before = structuredClone(ticketTree(tab));
  make();
  const after = ticketTree(tab);
  return changedPaths(before, after, "ticket").flatMap((path) => {
    const value = valueAt({ ticket: after }, path);
    const event = `${path.replace("customField:", "")}.changed`;
    return path.startsWith("ticket.comment.")
      ? [
          [event, value],
          [event.slice(7), value],
        ]
      : [[event, value]];
  });
}

/** Submits what is in the tab; resolves with the ticket's number. @throws with Zendesk's words */
export async function submit({ ticket, requester, draft, comment }: TicketTab): Promise<number> {
  const body = comment.text.trim();
  const fields = Object.entries(draft).map(([name, value]) => [nameInApi(name), value]);
  const content = {
    ...Object.fromEntries(fields),
    ...(body === "" ? {} : { comment: { body, public: comment.type === "publicReply" } }),
    ...(requester === null || requester.id === ticket?.requester?.id ? {} : requesterField(requester)),
  };
  const answer =
    ticket === null
      ? await askZendesk("POST", "/api/v2/tickets.json", { ticket: content })
      : await askZendesk("PUT", `/api/v2/tickets/${ticket.id}.json`, { ticket: content });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  const saved: { ticket: { id: number } } = JSON.parse(text);
  return saved.ticket.id;
}

function requesterField({ id, name, email }: ZafUser): object {
  return id === 0 ? { requester: { name, email } } : { requester_id: id };
}

function nameInApi(name: string): string {
  return name === "externalId" ? "external_id" : name;
}
