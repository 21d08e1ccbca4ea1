import { createHost, type Host, type Workspace } from "../core/host.ts";
import type { Boot, InstalledApp } from "../core/shapes.ts";
import { h } from "./dom.ts";
import { loadFrame, originOf, removeFrame } from "./frames.ts";
import type { Instance, Log, Scheme, Tab, View } from "./types.ts";

/** Everything that is open in this browser tab. */
export type Site = {
  boot: Boot;
  locale: string;
  scheme: Scheme;
  tabs: Tab[];
  view: View;
  instances: Map<string, Instance>;
  host: Host;
  log: Log;
};

const keptMessages = 5000;

export function createSite(
  given: Pick<Site, "boot" | "locale" | "scheme">,
  workspaceOf: (site: Site) => Omit<Workspace, "post" | "registration" | "isActive" | "unexpected">,
): Site {
  const log: Log = { notices: [], routes: [], invocations: [], unexpected: [], transcript: [] };
  const instances = new Map<string, Instance>();
  const note = (guid: string, from: "frame" | "host", message: unknown): void => {
    log.transcript.push({ guid, location: instances.get(guid)?.location ?? "", from, message });
    if (log.transcript.length > keptMessages) log.transcript.shift();
  };
  const site: Site = {
    ...given,
    tabs: [],
    view: { kind: "home" },
    instances,
    log,
    host: createHost({
      post(guid, message) {
        const instance = instances.get(guid);
        if (instance?.frame?.contentWindow == null) return;
        note(guid, "host", message);
        instance.frame.contentWindow.postMessage(message, originOf(instance));
      },
      registration: (guid) => registration(site, guid),
      isActive: (guid) => isActive(site, guid),
      unexpected: (guid, what) =>
        void log.unexpected.push(`${instances.get(guid)?.location ?? guid}: ${what}`),
      read: (guid, path) => work.read(guid, path),
      write: (guid, path, value) => work.write(guid, path, value),
      act: (guid, name, args) => work.act(guid, name, args),
      request: (guid, options) => work.request(guid, options),
    }),
  };
  const work = workspaceOf(site);
  addEventListener("message", (event: MessageEvent<unknown>) => {
    const instance = [...instances.values()].find((one) => one.frame?.contentWindow === event.source);
    if (instance === undefined) return;
    note(instance.guid, "frame", event.data);
    if (event.origin === originOf(instance)) void site.host.receive(instance.guid, event.data);
    else log.unexpected.push(`${instance.location}: a message from ${event.origin}`);
  });
  return site;
}

/** Adds an instance; its frame is loaded apart. */
export function addInstance(
  site: Site,
  app: InstalledApp,
  location: string,
  more: Partial<Pick<Instance, "tab" | "url" | "holder">> = {},
): Instance {
  const guid = crypto.randomUUID();
  const instance: Instance = {
    guid,
    app,
    location,
    tab: more.tab ?? null,
    frame: null,
    holder: more.holder ?? h("div", { class: "frame" }),
    url: more.url ?? null,
    hidden: false,
    opened: false,
  };
  site.instances.set(guid, instance);
  for (const other of site.instances.keys())
    if (other !== guid) site.host.emit(other, "instance.created", contextOf(site, instance));
  return instance;
}

export function load(site: Site, instance: Instance): Promise<void> {
  return instance.frame === null ? loadFrame(instance, site.scheme) : Promise.resolve();
}

export function destroy(site: Site, instance: Instance): void {
  site.host.emit(instance.guid, "app.willDestroy");
  site.instances.delete(instance.guid);
  removeFrame(instance);
  setTimeout(() => site.host.forget(instance.guid), 50);
}

export function contextOf(site: Site, { guid, location, tab }: Instance): Record<string, unknown> {
  return {
    instanceGuid: guid,
    product: "support",
    account: { subdomain: site.boot.subdomain },
    location,
    ...(tab?.kind === "ticket" ? { ticketId: tab.ticket?.id } : {}),
    ...(tab?.kind === "user" ? { userId: tab.user.id } : {}),
  };
}

function registration(site: Site, guid: string): { metadata: object; context: object } | null {
  const instance = site.instances.get(guid);
  if (instance === undefined) return null;
  const { appId, installationId, name, version, settings } = instance.app;
  return {
    metadata: { appId, installationId, name, version, settings },
    context: contextOf(site, instance),
  };
}

/** Whether the agent can see it, or it lives without being seen. */
export function isActive(site: Site, guid: string): boolean {
  const instance = site.instances.get(guid);
  if (instance === undefined) return false;
  const { view } = site;
  if (instance.location === "background" || instance.location === "modal") return true;
  if (instance.location === "top_bar") return instance.opened && !instance.holder.hidden;
  if (view.kind === "nav_bar") return view.guid === guid;
  return view.kind === "tab" && instance.tab?.id === view.id;
}

/** To all instances, on the bus of each. */
export function broadcast(site: Site, event: string, data?: unknown): void {
  for (const guid of site.instances.keys()) site.host.emit(guid, event, data);
}
