import { HostError } from "../core/host.ts";
import { isRecord, textOf } from "../core/values.ts";
import type { Commands } from "./commands.ts";
import { cssLength } from "./frames.ts";
import { addInstance, contextOf, destroy, load, type Site } from "./site.ts";
import type { Instance, TicketTab } from "./types.ts";

/** What the workspace's page lends to actions. */
export type Stage = Commands & {
  showModal(instance: Instance, size: unknown): void;
  badge(instance: Instance, text: string): void;
  toggleTray(show: boolean | null): void;
};

/** Does what `client.invoke` asks for in an instance, and returns what the frame is told. */
export async function act(
  site: Site,
  stage: Stage,
  instance: Instance,
  name: string,
  args: unknown[],
): Promise<unknown> {
  const { tab } = instance;
  site.log.invocations.push({ location: instance.location, name, args });
  const [first, second, third] = args;
  switch (name) {
    case "track":
      return true;
    case "notify":
      return stage.notify({
        guid: instance.guid,
        message: textOf(first),
        kind: textOf(second, "notice"),
        options: third,
      });
    case "routeTo":
      site.log.routes.push(args);
      return routeTo(site, stage, args);
    case "instances.create":
      return createModal(site, stage, instance, first);
    case "destroy":
      if (instance.location !== "modal") throw new HostError("only created instances can be destroyed");
      return destroy(site, instance);
    case "show":
    case "hide":
      return setHidden(instance, name === "hide");
    case "resize":
      return resize(instance, first);
    case "popover":
      return popover(stage, instance, first);
    case "preloadPane":
      return preload(site, instance);
    case "iconSymbol":
    case "iconChars":
      if (!hasIcon(instance)) throw new HostError("has no icon");
      return stage.badge(instance, textOf(first));
    case "appsTray.show":
    case "appsTray.hide":
    case "appsTray.toggle":
      return stage.toggleTray(name.endsWith("toggle") ? null : name.endsWith("show"));
    default:
      if (tab !== null && tab.kind !== "user" && (await actOnTicket(stage, tab, name, args))) return true;
      throw new HostError("is not available");
  }
}

async function actOnTicket(stage: Stage, tab: TicketTab, name: string, args: unknown[]): Promise<boolean> {
  const text = textOf(args[0]);
  switch (name.replace(/^ticket\.(?=comment\.)/, "")) {
    case "comment.appendText":
    case "comment.appendHtml":
    case "comment.appendMarkdown":
      stage.edit(tab, () => (tab.comment = { ...tab.comment, text: tab.comment.text + text }));
      return true;
    case "ticket.tags.add":
    case "ticket.tags.remove": {
      const now = tab.draft["tags"] ?? tab.ticket?.tags ?? [];
      const others = (Array.isArray(now) ? now.map(String) : []).filter((tag) => tag !== text);
      const tags = name.endsWith("add") ? [...others, text] : others;
      stage.edit(tab, () => (tab.draft = { ...tab.draft, tags }));
      return true;
    }
    case "disableSave":
      stage.edit(tab, () => (tab.heldBack = text || "An app does not let you submit."));
      return true;
    case "enableSave":
      stage.edit(tab, () => (tab.heldBack = null));
      return true;
    default:
      return false;
  }
}

async function routeTo(site: Site, stage: Stage, [what, id, path]: unknown[]): Promise<void> {
  const number = Number(id);
  if (what === "ticket" && id === "new") return stage.openNewTicket();
  if (what === "ticket" && Number.isInteger(number)) return stage.openTicket(number);
  if (what === "user" && Number.isInteger(number)) return stage.openUser(number);
  if (what === "nav_bar") {
    const instance = [...site.instances.values()].find(
      (one) => one.location === "nav_bar" && (one.app.name === id || String(one.app.appId) === String(id)),
    );
    if (instance === undefined) throw new HostError(`has no nav_bar app ${String(id)}`);
    return stage.openNavBar(instance, typeof path === "string" ? path : "");
  }
  throw new HostError(`cannot go to ${String(what)} ${String(id)}`);
}

async function createModal(site: Site, stage: Stage, { app, tab }: Instance, options: unknown) {
  if (!isRecord(options) || options["location"] !== "modal" || typeof options["url"] !== "string")
    throw new HostError("needs the location modal and a url");
  const modal = addInstance(site, app, "modal", { tab, url: options["url"] });
  stage.showModal(modal, options["size"]);
  await load(site, modal);
  return [contextOf(site, modal)];
}

function setHidden(instance: Instance, hidden: boolean): void {
  instance.hidden = hidden;
  (instance.holder.closest<HTMLElement>("section.app") ?? instance.holder).hidden = hidden;
}

function resize({ holder, frame }: Instance, size: unknown): void {
  if (!isRecord(size)) throw new HostError("needs a width or a height");
  const [width, height] = [cssLength(size["width"]), cssLength(size["height"])];
  const fixed = !holder.closest(".tray");
  if (height !== null && frame !== null) frame.style.height = height;
  if (width !== null && fixed) holder.style.width = width;
}

function popover(stage: Stage, instance: Instance, how: unknown): void {
  if (instance.location !== "top_bar") throw new HostError("has no popover");
  if (isRecord(how)) return resize(instance, how);
  stage.pane(instance, how === undefined ? instance.holder.hidden !== false : how === "show");
}

async function preload(site: Site, instance: Instance): Promise<void> {
  if (!hasIcon(instance)) throw new HostError("has no pane");
  await load(site, instance);
}

function hasIcon({ location }: Instance): boolean {
  return location === "top_bar" || location === "nav_bar";
}
