import type { InstalledApp, ZafTicket, ZafUser } from "../core/shapes.ts";

export type Scheme = "light" | "dark";

/** One open ticket, one that is being written, or one open user. */
export type Tab = TicketTab | UserTab;

export type TicketTab = {
  kind: "ticket" | "new_ticket";
  id: string;
  /** Null while it is new. */
  ticket: ZafTicket | null;
  /** Who it is; their id is 0 until Zendesk has made them. */
  requester: ZafUser | null;
  phones: string[];
  /** What the agent or an app has changed and not submitted. */
  draft: Record<string, unknown>;
  comment: { text: string; type: "publicReply" | "internalNote" };
  /** Why an app does not let it be submitted. */
  heldBack: string | null;
};

export type UserTab = { kind: "user"; id: string; user: ZafUser; phones: string[] };

export type View = { kind: "home" } | { kind: "tab"; id: string } | { kind: "nav_bar"; guid: string };

/** One frame of one app. */
export type Instance = {
  guid: string;
  app: InstalledApp;
  location: string;
  tab: Tab | null;
  /** Null until it is loaded. */
  frame: HTMLIFrameElement | null;
  /** Where the frame goes, and all that is hidden and shown with it. */
  holder: HTMLElement;
  /** Null unless a modal's address was given. */
  url: string | null;
  /** The whole app is hidden by itself. */
  hidden: boolean;
  /** Of a pane: whether it has been opened before. */
  opened: boolean;
};

export type Notice = { guid: string; message: string; kind: string; options: unknown };

/** What apps have done, for tests to look at. */
export type Log = {
  notices: Notice[];
  routes: unknown[][];
  invocations: { location: string; name: string; args: unknown[] }[];
  unexpected: string[];
  transcript: { guid: string; location: string; from: "frame" | "host"; message: unknown }[];
};
