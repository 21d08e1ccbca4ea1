import type { Commands } from "./commands.ts";
import { fill, h, icon } from "./dom.ts";
import type { Link } from "../core/shapes.ts";
import { textOf } from "../core/values.ts";
import type { Site } from "./site.ts";
import type { Instance, Scheme, Tab } from "./types.ts";

/** What the switches of the bar do beside opening things. */
export type Switches = {
  logIn(agentId: number): void;
  setScheme(scheme: Scheme): void;
  setLocale(locale: string): void;
  setTrayWidth(px: number): void;
  trayWidth: number;
};

export type Shell = {
  main: HTMLElement;
  render(): void;
  /** The icon of an app in the bar or the rail, where its badge and its pane are. */
  iconOf(guid: string): HTMLElement | null;
};

const locales = ["en-US", "de", "es", "fr", "ja", "pt-BR", "zh-CN", "ar"];

/** The frame of the workspace: the rail at the left, the bar with tabs and icons above, the page between. */
export function createShell(site: Site, commands: Commands, switches: Switches): Shell {
  const tabs = h("nav", { "aria-label": "Open tabs", class: "tabs" });
  const main = h("main", {});
  const places = [...site.instances.values()];
  const topBar = places.filter((one) => one.location === "top_bar").map((one) => paneIcon(one, commands));
  const navBar = places.filter((one) => one.location === "nav_bar").map((one) => railIcon(one, commands));
  const home = h(
    "button",
    { type: "button", class: "rail-button", onclick: commands.openHome },
    h("span", { class: "glyph", "aria-hidden": "true" }, "⌂"),
    "Home",
  );
  const links = site.boot.links.map((link) => railLink(link));
  const add = h(
    "button",
    { type: "button", class: "add", onclick: () => void commands.openNewTicket() },
    "+ Ticket",
  );
  document.body.append(
    h(
      "nav",
      { class: "rail", "aria-label": "Workspace" },
      home,
      ...navBar,
      h("span", { class: "gap" }),
      ...links,
    ),
    h(
      "header",
      { class: "bar" },
      tabs,
      add,
      h("span", { class: "gap" }),
      h("div", { class: "row" }, ...topBar),
      settings(site, switches),
    ),
    main,
  );

  return {
    main,
    render() {
      home.setAttribute("aria-current", String(site.view.kind === "home"));
      const colours = document.getElementById("colours");
      if (colours instanceof HTMLSelectElement) colours.value = site.scheme;
      fill(tabs, ...site.tabs.map((tab) => tabButton(site, tab, commands)));
    },
    iconOf: (guid) => document.querySelector<HTMLElement>(`[data-icon="${guid}"]`),
  };
}

function tabButton(site: Site, tab: Tab, commands: Commands): HTMLElement {
  const selected = site.view.kind === "tab" && site.view.id === tab.id;
  return h(
    "span",
    { class: "tab", "data-selected": selected },
    h(
      "button",
      {
        type: "button",
        id: `tab-${tab.id}`,
        "aria-current": selected ? "page" : null,
        onclick: () => commands.showTab(tab.id),
      },
      titleOf(tab),
    ),
    h(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": `Close ${titleOf(tab)}`,
        onclick: () => commands.closeTab(tab.id),
      },
      "×",
    ),
  );
}

function titleOf(tab: Tab): string {
  if (tab.kind === "user") return tab.user.name;
  const subject = textOf(tab.draft["subject"] ?? tab.ticket?.subject);
  return tab.ticket === null ? subject || "New ticket" : `#${tab.ticket.id} ${subject}`;
}

/** Beside the workspace or in a window; what is beside can be put away. */
function railLink({ title, url, beside }: Link): HTMLElement {
  if (!beside) return h("a", { class: "rail-button", href: url, target: "_blank" }, title);
  const drawer = h("aside", { class: "drawer", "aria-label": title, hidden: true });
  const toggle = h("button", { type: "button", class: "rail-button", "aria-expanded": "false" }, title);
  const show = (open: boolean): void => {
    if (open && drawer.childElementCount === 0) drawer.append(h("iframe", { src: url, title }));
    drawer.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    sessionStorage.setItem("drawer", open ? title : "");
  };
  toggle.addEventListener("click", () => show(drawer.hidden !== false));
  document.body.append(drawer);
  show((sessionStorage.getItem("drawer") ?? title) === title);
  return toggle;
}

function paneIcon(instance: Instance, commands: Commands): HTMLElement {
  const { app, guid, holder } = instance;
  holder.classList.add("pane");
  holder.hidden = true;
  const button = h(
    "button",
    {
      type: "button",
      class: "top-icon",
      "aria-label": app.name,
      "data-icon": guid,
      onclick: () => commands.pane(instance, holder.hidden !== false),
    },
    icon(app.icons["top_bar"], app.name.slice(0, 1)),
    h("span", { class: "badge", hidden: true }),
  );
  return h("div", { class: "pane-anchor" }, button, holder);
}

function railIcon(instance: Instance, commands: Commands): HTMLElement {
  const { app, guid } = instance;
  return h(
    "button",
    { type: "button", class: "rail-button", "data-icon": guid, onclick: () => commands.openNavBar(instance) },
    icon(app.icons["nav_bar"], app.name.slice(0, 1)),
    app.name,
    h("span", { class: "badge", hidden: true }),
  );
}

/** Who is logged in, in which language and colours, and how wide the apps are. */
function settings(site: Site, switches: Switches): HTMLElement {
  const { agent, agents } = site.boot;
  const width = h("input", {
    type: "range",
    min: 250,
    max: 420,
    step: 10,
    value: switches.trayWidth,
    oninput: () => switches.setTrayWidth(Number(width.value)),
  });
  const people = agents.map(({ id, name, role }): [string, string] => [String(id), `${name} (${role})`]);
  const summary = h(
    "summary",
    { "aria-label": `${initials(agent.name)}, ${agent.name}, settings` },
    initials(agent.name),
  );
  return h(
    "details",
    { class: "settings" },
    summary,
    h(
      "div",
      { class: "menu" },
      h("strong", {}, agent.name),
      choice("Agent", people, String(agent.id), (value) => switches.logIn(Number(value))),
      choice(
        "Language",
        locales.map((one) => [one, one]),
        site.locale,
        switches.setLocale,
      ),
      choice(
        "Colours",
        [
          ["light", "Light"],
          ["dark", "Dark"],
        ],
        site.scheme,
        (value) => switches.setScheme(value === "dark" ? "dark" : "light"),
      ),
      h("label", { class: "field" }, h("span", {}, "Width of the apps"), width),
    ),
  );
}

function choice(
  name: string,
  options: [value: string, text: string][],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  const select = h(
    "select",
    { id: name.toLowerCase(), onchange: () => choose(select.value) },
    ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
  return h("label", { class: "field" }, h("span", {}, name), select);
}

function initials(name: string): string {
  return name
    .split(" ")
    .map((part) => part.slice(0, 1))
    .join("");
}
