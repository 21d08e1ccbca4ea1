import type { Lists } from "../core/shapes.ts";
import type { Commands } from "./commands.ts";
import { fill, h } from "./dom.ts";
import type { Panel } from "./ticket-panel.ts";

/** All tickets and all customers, to begin with. */
export function homePanel(lists: () => Lists, commands: Commands): Panel {
  const element = h("div", { class: "home" });
  return {
    element,
    render() {
      const { tickets, users } = lists();
      fill(
        element,
        h("section", {}, h("h1", {}, "Tickets"), ticketTable(tickets, commands)),
        h("section", {}, h("h1", {}, "Customers"), customerTable(users, commands)),
      );
    },
  };
}

export function ticketTable(tickets: Lists["tickets"], commands: Commands): HTMLElement {
  if (tickets.length === 0) return h("p", { class: "muted" }, "No tickets yet.");
  const rows = tickets.map(({ id, subject, status, requester }) => [
    h("span", { class: `status ${status}` }, status),
    h("span", {}, `#${id}`),
    opener(`/agent/tickets/${id}`, subject || "(no subject)", () => void commands.openTicket(id)),
    h("span", {}, requester),
  ]);
  return table(["Status", "ID", "Subject", "Requester"], rows);
}

function customerTable(users: Lists["users"], commands: Commands): HTMLElement {
  const rows = users.map(({ id, name, numbers, email }) => [
    opener(`/agent/users/${id}`, name, () => void commands.openUser(id)),
    h("span", {}, numbers.join(", ") || "–"),
    h("span", {}, email ?? "–"),
  ]);
  return table(["Name", "Phone", "Email"], rows);
}

function opener(href: string, text: string, open: () => void): HTMLElement {
  const onclick = (event: Event): void => {
    event.preventDefault();
    open();
  };
  return h("a", { href, onclick }, text);
}

function table(headings: string[], rows: HTMLElement[][]): HTMLElement {
  const head = h("tr", {}, ...headings.map((text) => h("th", { scope: "col" }, text)));
  const body = rows.map((cells) => h("tr", {}, ...cells.map((cell) => h("td", {}, cell))));
  return h("table", {}, h("thead", {}, head), h("tbody", {}, ...body));
}
