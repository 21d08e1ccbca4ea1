import type { Instance, Notice, TicketTab } from "./types.ts";

/** What people and apps can have done in the workspace. */
export type Commands = {
  openTicket(id: number): Promise<void>;
  openUser(id: number): Promise<void>;
  openNewTicket(requesterId?: number): Promise<void>;
  openHome(): void;
  openNavBar(instance: Instance, path?: string): void;
  showTab(id: string): void;
  closeTab(id: string): void;
  /** Changes what stands in a ticket's tab; frames that listen hear of it. */
  edit(tab: TicketTab, make: () => void): void;
  setRequester(tab: TicketTab, userId: number): Promise<void>;
  /** Asks the apps, then submits; what comes of it is shown. Resolves with whether it was submitted. */
  save(tab: TicketTab): Promise<boolean>;
  /** A click on a number, or on the call button of a ticket. */
  dialOut(number: string | null, from: "user_phone_identity" | "ticket_editor"): void;
  notify(notice: Notice): void;
  pane(instance: Instance, show: boolean): void;
};
