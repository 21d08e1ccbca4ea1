import { h } from "./dom.ts";
import { addInstance, load, type Site } from "./site.ts";
import type { Tab } from "./types.ts";

const sidebars = {
  ticket: "ticket_sidebar",
  new_ticket: "new_ticket_sidebar",
  user: "user_sidebar",
} as const;

/** The apps beside a tab, each below a heading that folds it. */
export function appsTray(site: Site, tab: Tab): HTMLElement {
  const place = sidebars[tab.kind];
  const apps = site.boot.apps.filter((app) => app.locations[place]?.autoLoad === true);
  const sections = apps.map((app) => {
    const holder = h("div", { class: "frame" });
    const instance = addInstance(site, app, place, { tab, holder });
    const fold = h("button", { type: "button", class: "fold", "aria-expanded": "true" }, app.name);
    fold.addEventListener("click", () => {
      holder.hidden = !holder.hidden;
      fold.setAttribute("aria-expanded", String(!holder.hidden));
      site.host.emit(instance.guid, holder.hidden ? "app.collapsed" : "app.expanded", !holder.hidden);
    });
    void load(site, instance);
    return h("section", { class: "app", "data-guid": instance.guid }, h("h2", {}, fold), holder);
  });
  const nothing = apps.length === 0 ? h("p", { class: "muted" }, "No app is installed here.") : null;
  return h("aside", { class: "tray", "aria-label": "Apps" }, ...sections, nothing);
}
