import type { Hono } from "hono";
import type { Account } from "../account.ts";
import type { CommentRecord, TicketRecord, UserRecord } from "../records.ts";
import { numbersOf } from "../search/match.ts";
import type { Env } from "../server/http.ts";
import { groupName } from "../settings/data.ts";
import { sanitizeHtml } from "../tickets/html.ts";
import type { Uploads } from "../tickets/uploads.ts";
import { escapeHtml, htmlReply, page } from "./layout.ts";

/** Pages for people: what an agent would see, read-only. `tick` lets background jobs catch up first. */
export function addAgentPages(app: Hono<Env>, account: Account, uploads: Uploads, tick: () => void): void {
  const show = (title: string, body: string) => htmlReply(200, page(title, body, navigation(account)));
  const missing = () => htmlReply(404, page("Not found", "<h1>Not found</h1>", navigation(account)));
  app.use("/agent/*", async (_c, next) => {
    tick();
    await next();
  });
  app.get("/", (c) => c.redirect("/agent"));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/agent", () => {
    tick();
    const tickets = [...account.tickets.values()].filter((ticket) => !ticket.deleted);
    return show("Tickets", `<h1>Tickets</h1>${ticketList(account, tickets.toReversed())}`);
  });
  app.get("/agent/tickets/:id", (c) => {
    const ticket = account.tickets.get(Number(c.req.param("id")));
    return ticket === undefined
      ? missing()
      : show(`#${ticket.id} ${ticket.subject}`, ticketBody(account, ticket));
  });
  app.get("/agent/users", () => show("Users", userList(account)));
  app.get("/agent/users/:id", (c) => {
    const user = account.users.get(Number(c.req.param("id")));
    return user === undefined ? missing() : show(user.name, userBody(account, user));
  });
  app.get("/attachments/token/:token/", (c) => {
    const file = uploads.content(c.req.param("token"));
    if (file === undefined) return missing();
    const headers = { "content-type": file.contentType, "x-content-type-options": "nosniff" };
    return new Response(new Uint8Array(file.content), { headers });
  });
}

function navigation(account: Account): string {
  const name = escapeHtml(account.options.subdomain);
  return `<nav><strong>${name}.zendesk.com <span class="muted">(simulated)</span></strong><a href="/agent">Tickets</a><a href="/agent/users">Users</a></nav>`;
}

function when(at: number): string {
  return `<time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(0, 16).replace("T", " ")}</time>`;
}

function userLink(account: Account, id: number | null): string {
  if (id === null) return "–";
  return `<a href="/agent/users/${id}">${escapeHtml(account.users.get(id)?.name ?? String(id))}</a>`;
}

function ticketLink(ticket: TicketRecord): string {
  return `<a href="/agent/tickets/${ticket.id}">${escapeHtml(ticket.subject)}</a>`;
}

function table(headings: string[], rows: string[][], empty: string): string {
  if (rows.length === 0) return `<p class="muted">${empty}</p>`;
  const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function ticketList(account: Account, tickets: TicketRecord[]): string {
  const rows = tickets.map((ticket) => [
    `#${ticket.id}`,
    ticketLink(ticket),
    userLink(account, ticket.requesterId),
    `<span class="mark">${ticket.status}</span>`,
    when(ticket.updatedAt),
  ]);
  return table(["ID", "Subject", "Requester", "Status", "Updated"], rows, "No tickets yet.");
}

function ticketBody(account: Account, ticket: TicketRecord): string {
  const tags = ticket.tags.map((tag) => `<span class="mark">${escapeHtml(tag)}</span>`).join(" ");
  const via = { 44: "voicemail", 45: "phone call (incoming)", 46: "phone call (outgoing)" }[
    ticket.viaId ?? 0
  ];
  return `<h1>${escapeHtml(ticket.subject)}</h1>
<dl class="card"><dt>Ticket</dt><dd>#${ticket.id} <span class="mark">${ticket.status}</span></dd>
<dt>Requester</dt><dd>${userLink(account, ticket.requesterId)}</dd>
<dt>Assignee</dt><dd>${userLink(account, ticket.assigneeId)}</dd>
<dt>Group</dt><dd>${escapeHtml(groupName(ticket.groupId) ?? "–")}</dd>
<dt>Via</dt><dd>${escapeHtml(via ?? ticket.via)}</dd>
<dt>External id</dt><dd>${escapeHtml(ticket.externalId ?? "–")}</dd>
<dt>Tags</dt><dd>${tags === "" ? "–" : tags}</dd></dl>
<h2>Conversation</h2>${ticket.comments.map((comment) => commentBody(account, comment)).join("")}`;
}

function commentBody(account: Account, comment: CommentRecord): string {
  const mark = comment.public ? "" : `<span class="mark">internal</span>`;
  const files = comment.attachments.map(
    (file) => `<a href="/attachments/token/${file.token}/">${escapeHtml(file.fileName)}</a>`,
  );
  return `<article class="card${comment.public ? "" : " internal"}"><header>${userLink(account, comment.authorId)}
<span class="muted">${when(comment.createdAt)}</span>${mark}</header>${sanitizeHtml(comment.htmlBody)}<p>${files.join(" ")}</p></article>`;
}

function userList(account: Account): string {
  const users = [...account.users.values()].filter((user) => user.mergedInto === null);
  const rows = users.map((user) => [
    userLink(account, user.id),
    user.role + (user.active ? "" : " (deleted)") + (user.suspended ? " (suspended)" : ""),
    escapeHtml(numbersOf(user).join(", ")),
    escapeHtml(user.email ?? ""),
    when(user.updatedAt),
  ]);
  return `<h1>Users</h1>${table(["Name", "Role", "Numbers", "Email", "Updated"], rows, "No users yet.")}`;
}

function userBody(account: Account, user: UserRecord): string {
  const numbers = numbersOf(user).map((number) => {
    const direct = user.identities.some((one) => one.type === "phone_number" && one.value === number);
    return `${escapeHtml(number)} <span class="muted">${direct ? "direct line" : "shared"}</span>`;
  });
  const tickets = [...account.tickets.values()].filter((one) => one.requesterId === user.id && !one.deleted);
  const rows = tickets
    .toReversed()
    .map((ticket) => [
      `#${ticket.id}`,
      ticketLink(ticket),
      when(ticket.createdAt),
      when(ticket.updatedAt),
      escapeHtml(groupName(ticket.groupId) ?? "–"),
      userLink(account, ticket.assigneeId),
    ]);
  return `<h1>${escapeHtml(user.name)}</h1>
<dl class="card"><dt>Role</dt><dd>${user.role}</dd>
<dt>Numbers</dt><dd>${numbers.join("<br>") || "–"}</dd>
<dt>Email</dt><dd>${escapeHtml(user.email ?? "–")}</dd>
<dt>Notes</dt><dd>${escapeHtml(user.notes ?? "–")}</dd></dl>
<h2>Tickets</h2>${table(["ID", "Subject", "Requested", "Updated", "Group", "Assignee"], rows, "No tickets.")}`;
}
