import type { Switches } from "./shell.ts";
import { broadcast } from "./site.ts";
import type { Log, Scheme, TicketTab } from "./types.ts";
import type { OpenWorkspace } from "./workspace.ts";

/** What tests do and look at in the page, as `window.zafHost`. */
export type Control = {
  openTicket(id: number): Promise<void>;
  openUser(id: number): Promise<void>;
  openNewTicket(requesterId?: number): Promise<void>;
  openNavBar(): void;
  openHome(): void;
  /** Closes the tab that is shown. */
  closeTab(): void;
  /** Closes every tab, every notification and the pane of the top bar, and forgets what apps have done. */
  startOver(): void;
  setRequester(userId: number): Promise<void>;
  setComment(text: string): void;
  save(): Promise<boolean>;
  dialOut(number: string | null, from: "user_phone_identity" | "ticket_editor"): void;
  openTopBar(open: boolean): void;
  setScheme(scheme: Scheme): void;
  setTrayWidth(px: number): void;
  /** To the instances of a location, or to all; only those that have subscribed hear it. */
  emit(event: string, data?: unknown, location?: string): void;
  log(): Log;
  state(): {
    view: string;
    path: string;
    tabs: string[];
    instances: { guid: string; location: string; registered: boolean }[];
    badge: string;
  };
};

declare global {
  var zafHost: Control;
}

export function offerControl({ site, stage }: OpenWorkspace, switches: Switches): void {
  const shown = (): string => (site.view.kind === "tab" ? site.view.id : "");
  function ticketTab(): TicketTab {
    const tab = site.tabs.find((one) => one.id === shown());
    if (tab === undefined || tab.kind === "user") throw new Error("no ticket is shown");
    return tab;
  }
  const at = (location: string) => [...site.instances.values()].filter((one) => one.location === location);

  globalThis.zafHost = {
    openTicket: stage.openTicket,
    openUser: stage.openUser,
    openNewTicket: stage.openNewTicket,
    openNavBar: () => at("nav_bar").forEach((one) => stage.openNavBar(one)),
    openHome: stage.openHome,
    closeTab: () => stage.closeTab(shown()),
    startOver() {
      for (const { id } of site.tabs) stage.closeTab(id);
      stage.openHome();
      for (const one of at("top_bar")) stage.pane(one, false);
      for (const toast of document.querySelectorAll(".toast")) toast.remove();
      for (const list of Object.values(site.log)) list.length = 0;
    },
    setRequester: (userId) => stage.setRequester(ticketTab(), userId),
    setComment(text) {
      const tab = ticketTab();
      stage.edit(tab, () => (tab.comment = { ...tab.comment, text }));
    },
    save: () => stage.save(ticketTab()),
    dialOut: stage.dialOut,
    openTopBar: (open) => at("top_bar").forEach((one) => stage.pane(one, open)),
    setScheme: switches.setScheme,
    setTrayWidth: switches.setTrayWidth,
    emit(event, data, location) {
      if (location === undefined) return broadcast(site, event, data);
      for (const one of at(location)) site.host.emit(one.guid, event, data);
    },
    log: () => structuredClone(site.log),
    state: () => ({
      view: site.view.kind,
      path: location.pathname,
      tabs: site.tabs.map((tab) =>
        tab.kind === "user" ? `user ${tab.user.id}` : `ticket ${tab.ticket?.id ?? "new"}`,
      ),
      instances: [...site.instances.values()].map(({ guid, location }) => ({
        guid,
        location,
        registered: site.host.isRegistered(guid),
      })),
      badge: document.querySelector(".top-icon .badge")?.textContent ?? "",
    }),
  };
}
