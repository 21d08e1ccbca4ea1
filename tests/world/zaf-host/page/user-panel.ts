import type { Lists } from "../core/shapes.ts";
import type { Commands } from "./commands.ts";
import { fill, h } from "./dom.ts";
import { phoneList } from "./phones.ts";
import type { Panel } from "./ticket-panel.ts";
import { ticketTable } from "./home-panel.ts";
import type { UserTab } from "./types.ts";

/** The profile of a user, with the tickets that are theirs. */
export function userPanel(tab: UserTab, tray: HTMLElement, lists: () => Lists, commands: Commands): Panel {
  const middle = h("div", { class: "middle" });
  const element = h("div", { class: "ticket user" }, middle, tray);
  return {
    element,
    render() {
      const { user, phones } = tab;
      const write = h(
        "button",
        { type: "button", onclick: () => void commands.openNewTicket(user.id) },
        "New ticket",
      );
      const own = lists().tickets.filter((ticket) => ticket.requester === user.name);
      fill(
        middle,
        h("header", { class: "row" }, h("h1", {}, user.name), write),
        h(
          "dl",
          {},
          ...row("Role", user.role),
          ...row("Phone", phoneList(phones, commands)),
          ...row("Email", user.email ?? "–"),
          ...row("Notes", user.notes ?? "–"),
        ),
        h("h2", {}, "Tickets"),
        ticketTable(own, commands),
      );
    },
  };
}

function row(name: string, value: string | HTMLElement): HTMLElement[] {
  return [h("dt", {}, name), h("dd", {}, value)];
}
