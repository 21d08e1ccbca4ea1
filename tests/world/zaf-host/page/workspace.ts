import type { Lists } from "../core/shapes.ts";
import { act, type Stage } from "./actions.ts";
import { h } from "./dom.ts";
import { cssLength } from "./frames.ts";
import { homePanel } from "./home-panel.ts";
import { chooseRequester, readProperty, writeProperty } from "./properties.ts";
import { requestForApp, server } from "./server.ts";
import { createShell, type Shell, type Switches } from "./shell.ts";
import { addInstance, broadcast, createSite, destroy, isActive, load, type Site } from "./site.ts";
import { change, submit } from "./tickets.ts";
import { createToasts } from "./toasts.ts";
import { appsTray } from "./tray.ts";
import { ticketPanel, type Panel } from "./ticket-panel.ts";
import type { Instance, Tab, TicketTab, View } from "./types.ts";
import { userPanel } from "./user-panel.ts";

export type OpenWorkspace = {
  site: Site;
  stage: Stage;
  lists(): Lists;
  refresh(): Promise<void>;
  renderAll(): void;
};

/** Builds the page and everything that can be done in it. */
export async function openWorkspace(
  given: Pick<Site, "boot" | "locale" | "scheme">,
  switches: Switches,
): Promise<OpenWorkspace> {
  let lists = await server.lists();
  const panels = new Map<string, Panel>();
  const toasts = createToasts();
  const site = createSite(given, () => ({
    read: async (guid, path) => readProperty(site, instanceOf(guid), path),
    write: (guid, path, value) => writeProperty(site, instanceOf(guid), path, value, stage.edit),
    act: (guid, name, args) => act(site, stage, instanceOf(guid), name, args),
    request: (_guid, options) => requestForApp(options),
  }));
  for (const app of site.boot.apps) {
    for (const place of ["background", "top_bar", "nav_bar"])
      if (app.locations[place] !== undefined) addInstance(site, app, place);
  }

  function instanceOf(guid: string): Instance {
    const instance = site.instances.get(guid);
    if (instance === undefined) throw new Error(`there is no instance ${guid}`);
    return instance;
  }

  function show(view: View): void {
    const before = [...site.instances.keys()].filter((guid) => isActive(site, guid));
    site.view = view;
    for (const guid of before) if (!isActive(site, guid)) site.host.emit(guid, "app.deactivated");
    for (const guid of site.instances.keys())
      if (isActive(site, guid) && !before.includes(guid))
        site.host.emit(guid, "app.activated", { firstLoad: false });
    renderAll();
    remember(site);
  }

  function add(tab: Tab): void {
    const tray = appsTray(site, tab);
    const panel =
      tab.kind === "user"
        ? userPanel(tab, tray, () => lists, stage)
        : ticketPanel(tab, tray, () => lists, stage);
    panels.set(tab.id, panel);
    shell.main.append(
      h(
        "div",
        { role: "region", id: `panel-${tab.id}`, "aria-labelledby": `tab-${tab.id}`, class: "view" },
        panel.element,
      ),
    );
    site.tabs.push(tab);
    show({ kind: "tab", id: tab.id });
  }

  function renderAll(): void {
    shell.render();
    const { view } = site;
    const shown =
      view.kind === "tab" ? `panel-${view.id}` : view.kind === "home" ? "panel-home" : `nav-${view.guid}`;
    for (const panel of shell.main.children)
      if (panel instanceof HTMLElement) panel.hidden = panel.id !== shown;
    home.render();
    for (const panel of panels.values()) panel.render();
  }

  async function refresh(): Promise<void> {
    lists = await server.lists();
    renderAll();
  }

  const stage: Stage = {
    async openTicket(id) {
      const open = site.tabs.find((tab) => tab.kind !== "user" && tab.ticket?.id === id);
      if (open !== undefined) return show({ kind: "tab", id: open.id });
      const record = await server.ticket(id);
      if (record === null) return stage.notify(failure(`There is no ticket ${id}.`));
      add(newTicketTab({ kind: "ticket", ...record, requester: record.ticket.requester }));
    },
    async openUser(id) {
      const open = site.tabs.find((tab) => tab.kind === "user" && tab.user.id === id);
      if (open !== undefined) return show({ kind: "tab", id: open.id });
      const record = await server.user(id);
      if (record === null) return stage.notify(failure(`There is no user ${id}.`));
      add({ kind: "user", id: crypto.randomUUID(), ...record });
    },
    async openNewTicket(requesterId) {
      const record = requesterId === undefined ? null : await server.user(requesterId);
      add(newTicketTab({ requester: record?.user ?? null, phones: record?.phones ?? [] }));
    },
    openHome: () => show({ kind: "home" }),
    openNavBar(instance, path) {
      if (instance.holder.parentElement === null) {
        instance.holder.id = `nav-${instance.guid}`;
        instance.holder.classList.add("view", "nav-page");
        shell.main.append(instance.holder);
      }
      const first = instance.frame === null;
      void load(site, instance);
      show({ kind: "nav_bar", guid: instance.guid });
      if (!first) site.host.emit(instance.guid, "pane.activated");
      if (path) site.host.emit(instance.guid, "app.route.changed", { path });
    },
    showTab: (id) => show({ kind: "tab", id }),
    closeTab(id) {
      close(id);
      const last = site.tabs.at(-1);
      if (site.view.kind === "tab" && site.view.id === id)
        show(last === undefined ? { kind: "home" } : { kind: "tab", id: last.id });
      else show(site.view);
    },
    edit(tab, make) {
      const events = change(tab, make);
      panels.get(tab.id)?.render();
      shell.render();
      for (const [event, value] of events) tell(tab, event, value);
    },
    setRequester: (tab, userId) => chooseRequester(tab, { id: userId }, stage.edit),
    async save(tab) {
      const answers = await Promise.all(ofTab(tab).map((one) => site.host.ask(one.guid, "ticket.save")));
      const refused = answers.find((answer) => !answer.allowed);
      if (refused?.allowed === false) {
        stage.notify(failure(refused.why || "An app does not let you submit."));
        return false;
      }
      return send(tab);
    },
    dialOut(number, from) {
      const tab =
        site.view.kind === "tab" ? site.tabs.find((one) => one.id === viewId(site.view)) : undefined;
      const userId = tab?.kind === "user" ? tab.user.id : (tab?.requester?.id ?? null);
      const ticketId = tab?.kind === "ticket" ? (tab.ticket?.id ?? null) : null;
      const payload = { from, ...(number === null ? {} : { number }), userId, ticketId };
      broadcast(site, "voice.dialout", payload);
    },
    notify(notice) {
      site.log.notices.push(notice);
      toasts.show(notice);
    },
    pane(instance, open) {
      const { holder } = instance;
      if (open === !holder.hidden) return;
      holder.hidden = !open;
      const first = open && !instance.opened;
      instance.opened ||= open;
      if (open && instance.frame === null) return void load(site, instance);
      if (first) site.host.emit(instance.guid, "app.activated", { firstLoad: true });
      else site.host.emit(instance.guid, open ? "pane.activated" : "pane.deactivated");
    },
    showModal(instance, size) {
      const { width, height } = sizeOf(size);
      instance.holder.style.width = width ?? "600px";
      instance.holder.style.height = height ?? "400px";
      const close = (): void => {
        site.host.emit(instance.guid, "modal.close");
        destroy(site, instance);
      };
      const cross = h(
        "button",
        { type: "button", class: "close", "aria-label": "Close dialog", onclick: close },
        "×",
      );
      instance.holder.setAttribute("role", "dialog");
      instance.holder.setAttribute("aria-label", instance.app.name);
      instance.holder.classList.add("modal");
      instance.holder.append(cross);
      document.body.append(instance.holder);
    },
    badge(instance, text) {
      const badge = shell.iconOf(instance.guid)?.querySelector<HTMLElement>(".badge");
      if (badge == null) return;
      badge.textContent = text;
      badge.hidden = text === "";
    },
    toggleTray(shown) {
      document.body.classList.toggle("without-tray", shown === null ? undefined : !shown);
    },
  };

  const shell: Shell = createShell(site, stage, switches);
  const home = homePanel(() => lists, stage);
  shell.main.append(h("div", { id: "panel-home", class: "view" }, home.element));
  document.body.append(toasts.element);

  function close(id: string): void {
    const tab = site.tabs.find((one) => one.id === id);
    if (tab === undefined) return;
    for (const instance of ofTab(tab)) destroy(site, instance);
    site.tabs = site.tabs.filter((one) => one !== tab);
    panels.delete(id);
    const panel = document.getElementById(`panel-${id}`);
    if (panel === null) return;
    panel.hidden = true;
    setTimeout(() => panel.remove(), 100);
  }

  /** After the apps have agreed. A new ticket becomes one with a number, and so a tab of its own. */
  async function send(tab: TicketTab): Promise<boolean> {
    tell(tab, "ticket.submit.start");
    try {
      const id = await submit(tab);
      tell(tab, "ticket.submit.done");
      tell(tab, "ticket.submit.always");
      tell(tab, "ticket.saved");
      await refresh();
      if (tab.ticket === null) {
        close(tab.id);
        await stage.openTicket(id);
      } else {
        const record = await server.ticket(id);
        stage.edit(tab, () => {
          tab.draft = {};
          tab.comment = { ...tab.comment, text: "" };
          if (record !== null) Object.assign(tab, record, { requester: record.ticket.requester });
        });
      }
      return true;
    } catch (error) {
      tell(tab, "ticket.submit.fail");
      tell(tab, "ticket.submit.always");
      stage.notify(
        failure(`Zendesk does not take it: ${error instanceof Error ? error.message : String(error)}`),
      );
      return false;
    }
  }

  function ofTab(tab: Tab): Instance[] {
    return [...site.instances.values()].filter((one) => one.tab === tab && one.location !== "modal");
  }

  function tell(tab: Tab, event: string, value?: unknown): void {
    for (const instance of ofTab(tab)) site.host.emit(instance.guid, event, value);
  }

  renderAll();
  for (const instance of site.instances.values()) {
    if (instance.location !== "background") continue;
    instance.holder.hidden = true;
    document.body.append(instance.holder);
    void load(site, instance);
  }
  return { site, stage, lists: () => lists, refresh, renderAll };
}

function newTicketTab(more: Partial<TicketTab>): TicketTab {
  return {
    kind: "new_ticket",
    id: crypto.randomUUID(),
    ticket: null,
    requester: null,
    phones: [],
    draft: {},
    comment: { text: "", type: "publicReply" },
    heldBack: null,
    ...more,
  };
}

function failure(message: string) {
  return { guid: "", message, kind: "error", options: undefined };
}

function viewId(view: View): string {
  return view.kind === "tab" ? view.id : "";
}

function sizeOf(size: unknown): { width: string | null; height: string | null } {
  const { width, height } =
    typeof size === "object" && size !== null ? (size as Record<string, unknown>) : {};
  return { width: cssLength(width), height: cssLength(height) };
}

/** A reload brings the tabs back, as Support does. */
function remember(site: Site): void {
  const open = site.tabs.flatMap((tab) =>
    tab.kind === "user" ? [`users/${tab.user.id}`] : tab.ticket === null ? [] : [`tickets/${tab.ticket.id}`],
  );
  sessionStorage.setItem("tabs", JSON.stringify(open));
  const tab = site.tabs.find((one) => one.id === viewId(site.view));
  const path =
    tab === undefined
      ? ""
      : tab.kind === "user"
        ? `users/${tab.user.id}`
        : `tickets/${tab.ticket?.id ?? "new"}`;
  history.replaceState(null, "", `/agent/${path}`);
}
